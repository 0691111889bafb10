//! States of Terraform: which files, read with a bound, into the world that a command asks about.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use why403_model::terraform::{self, Declared};
use why403_model::world::World;

use crate::failure::Failure;
use crate::files::Files;

/// Bytes that one state may have: 64 MiB
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The states of Terraform that have what is asked about
#[derive(Args)]
#[group(skip)]
pub(crate) struct Options {
    /// A state of Terraform or `OpenTofu` that tells what a fix by hand would be set back in: a
    /// file `terraform.tfstate`, or what `terraform state pull` or `terraform show -json` printed;
    /// can be given again
    #[arg(long, value_name = "FILE")]
    terraform_state: Vec<PathBuf>,
}

impl Options {
    /// Puts what the states keep into a world
    pub(crate) fn tell(&self, world: &mut World, files: Files) -> Result<(), Failure> {
        let mut all: Vec<Declared> = Vec::new();
        for path in &self.terraform_state {
            let file = path.display().to_string();
            let found = terraform::read(&file, &text(&file, files)?).map_err(|it| {
                Failure::new(it.code(), &format!("{file}: {it}"), Some(it.help().into()))
            })?;
            all.extend(found);
        }
        world.declared = Arc::from(all);
        Ok(())
    }
}

fn text(file: &str, files: Files) -> Result<String, Failure> {
    if files == Files::Shipped {
        return files.text(file);
    }
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|it| it.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|it| Failure::unreadable(file, &it))?;
    let help = "in the configuration's folder: terraform state pull > state.json".to_string();
    if u64::try_from(bytes.len()).is_ok_and(|it| it > MAX_BYTES) {
        let message = format!("{file}: a state of more than {MAX_BYTES} bytes is not read");
        return Err(Failure::new("terraform/too-large", &message, None));
    }
    String::from_utf8(bytes).map_err(|it| {
        let at = it.utf8_error().valid_up_to();
        let message = format!("{file}: byte {at} is no UTF-8, so this is no state of Terraform");
        Failure::new("terraform/not-utf8", &message, Some(help))
    })
}
