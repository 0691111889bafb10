//! The schemas under `docs/schema/`, held against the structs that are written.

use schemars::JsonSchema;

/// Compares the schema of a format with the file; `WHY403_BLESS=1` writes the file. A change that
/// breaks readers is a `v2`.
///
/// - `format`: `why403/diagnosis/v1` is in `docs/schema/diagnosis-v1.json`.
#[track_caller]
pub(crate) fn hold<T: JsonSchema>(format: &str) {
    let name = format.trim_start_matches("why403/").replace('/', "-");
    let file = format!(
        "{}/../../docs/schema/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".into(), format.into());
    let mut text = serde_json::to_string_pretty(&schema).unwrap();
    text.push('\n');
    if std::env::var_os("WHY403_BLESS").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), text);
}
