//! What keeps a place otherwise than by hand, in sentences.

use why403_diagnose::fix::{Apply, Declaration, Holds, Managed};

/// Why an edit by hand may not last; `None` where it does, or where who has to act says so already
#[must_use]
pub(crate) fn beware(what: &str, by: &Managed) -> Option<String> {
    match by {
        Managed::CloudFormation(stack) => Some(format!(
            "{what} is of CloudFormation stack {stack}: change its template, since an edit by hand \
             will be set back"
        )),
        Managed::IdentityCenter => None,
        Managed::Terraform(it) => set_back(what, it),
    }
}

/// What an edit belongs to that leaves it alone
#[must_use]
pub(crate) fn beside(what: &str, by: &Managed) -> Option<String> {
    match by {
        Managed::Terraform(it) if it.apply == Apply::Leaves => Some(format!(
            "{what} belongs to what Terraform has ({}), and its apply leaves the change alone; it \
             can be kept there, too: --format terraform",
            named(it)
        )),
        Managed::Terraform(_) | Managed::CloudFormation(_) | Managed::IdentityCenter => None,
    }
}

/// What keeps it, in few words: `CloudFormation stack app`
#[must_use]
pub(crate) fn keeper(by: &Managed) -> String {
    match by {
        Managed::CloudFormation(stack) => format!("CloudFormation stack {stack}"),
        Managed::IdentityCenter => "IAM Identity Center".to_string(),
        Managed::Terraform(it) => format!("Terraform, {}", named(it)),
    }
}

/// A resource by its address and its state
#[must_use]
pub(crate) fn named(it: &Declaration) -> String {
    format!("{} in {}", it.address, it.state)
}

fn set_back(what: &str, it: &Declaration) -> Option<String> {
    let named = named(it);
    let sure = match it.apply {
        Apply::SetsBack => true,
        Apply::MaySetBack => false,
        Apply::Leaves => return None,
    };
    Some(match (it.holds, sure) {
        (Holds::ListedIn(list), _) => format!(
            "{what} is managed by Terraform ({named}): its next apply removes every policy that \
             {list} does not list; add it there"
        ),
        (Holds::Argument(argument), true) => format!(
            "{what} is managed by Terraform ({named}): an edit by hand is set back by its next \
             apply; change {argument} of that resource"
        ),
        (Holds::Argument(argument), false) => format!(
            "{what} may be managed by Terraform ({named}): if its configuration has {argument}, an \
             edit by hand is set back by its next apply; change it there"
        ),
        (Holds::Whole | Holds::Nothing, _) => format!(
            "{what} is managed by Terraform ({named}): an edit by hand is set back by its next \
             apply; change that resource"
        ),
    })
}
