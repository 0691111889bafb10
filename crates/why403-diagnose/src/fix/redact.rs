//! Fixes with neutral names, to be shown in public. Nothing is proven again.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use why403_model::terraform::KINDS;
use why403_model::world::{Acl, AclGrant, Encryption, Grant, Grantee};

use super::acl::AclOf;
use super::care::Care;
use super::edit::{Edit, Place, PublicAccessLevel};
use super::exposure::{Access, Behind, Circumstance, Exposure, Who, Widened};
use super::owner::{Managed, Owner};
use super::plan::{Plans, Stopped};
use super::request::RequestEdit;
use super::setting::Tagged;
use super::terraform::Declaration;
use super::verify::{Fix, Proof, VerifiedFix};
use crate::redact::Pass;

impl Pass<'_> {
    /// Plans with every name mapped
    pub(crate) fn plans(&mut self, found: &Plans) -> Plans {
        let stopped = found.stopped.iter();
        Plans {
            found: found.found.iter().map(|it| self.fix(it)).collect(),
            stopped: stopped
                .map(|it| Stopped {
                    cause: it.cause,
                    stop: it.stop,
                    instead: self.text(&it.instead),
                })
                .collect(),
            advice: found.advice.iter().map(|it| self.text(it)).collect(),
        }
    }

    /// A fix with every name mapped
    fn fix(&mut self, found: &VerifiedFix) -> VerifiedFix {
        let steps = found.steps().iter().map(|it| self.step(it)).collect();
        let proof = match found.proof() {
            Proof::Succeeds => Proof::Succeeds,
            Proof::Depends(open) => {
                Proof::Depends(open.iter().map(|it| self.unknown(it)).collect())
            }
        };
        let exposure = found.exposure();
        let exposure = Exposure {
            opens: self.accesses(&exposure.opens),
            breaks: self.accesses(&exposure.breaks),
            behind: exposure.behind.iter().map(|it| self.behind(it)).collect(),
        };
        let care = found.care().iter().map(|it| self.care(it)).collect();
        let widened = found.widened().iter().map(|it| self.widened(it));
        let widened = widened.collect();
        found.clone().renamed(steps, proof, exposure, widened, care)
    }

    fn care(&mut self, found: &Care) -> Care {
        let managed = found.managed.iter();
        Care {
            managed: managed
                .map(|(what, by)| {
                    let by = match by {
                        Managed::CloudFormation(name) => Managed::CloudFormation(self.name(name)),
                        Managed::IdentityCenter => Managed::IdentityCenter,
                        Managed::Terraform(it) => Managed::Terraform(self.declaration(it)),
                    };
                    (self.text(what), by)
                })
                .collect(),
            shared: found.shared.iter().map(|it| self.text(it)).collect(),
            takes_effect: found.takes_effect,
        }
    }

    fn declaration(&mut self, found: &Declaration) -> Declaration {
        // `module.NAME["KEY"].TYPE.NAME[0]`: types of resources name nobody.
        let parts = found.address.split_inclusive(['.', '[', ']', '"']);
        let address = parts.map(|part| {
            let word = part.trim_end_matches(['.', '[', ']', '"']);
            let is_common = word == "module" || word.bytes().all(|it| it.is_ascii_digit());
            if is_common || KINDS.iter().any(|it| it.name == word) {
                return part.to_string();
            }
            let end = part.get(word.len()..).unwrap_or_default();
            format!("{}{end}", self.name(word))
        });
        Declaration {
            address: address.collect(),
            state: self.path(&found.state),
            holds: found.holds,
            apply: found.apply,
        }
    }

    fn step(&mut self, found: &Fix) -> Fix {
        Fix {
            kind: found.kind,
            text: self.text(&found.text),
            owner: self.owner(&found.owner),
            world: found.world.iter().map(|it| self.edit(it)).collect(),
            request: found.request.iter().map(|it| self.sent(it)).collect(),
            notes: found.notes.iter().map(|it| self.text(it)).collect(),
        }
    }

    fn owner(&mut self, found: &Owner) -> Owner {
        match found {
            Owner::Account(id) => Owner::Account(self.account(id)),
            Owner::PermissionSet(name) => Owner::PermissionSet(self.name(name)),
            Owner::Caller => Owner::Caller,
            Owner::Organization => Owner::Organization,
            Owner::Unknown => Owner::Unknown,
        }
    }

    fn edit(&mut self, found: &Edit) -> Edit {
        match found {
            Edit::Rewrite { old, new } => Edit::Rewrite {
                old: self.document(old).0,
                new: self.document(new).0,
            },
            Edit::Write { place, document } => Edit::Write {
                place: self.target(place),
                document: self.document(document).0,
            },
            Edit::PublicAccessBlock { of, to } => Edit::PublicAccessBlock {
                of: match of {
                    PublicAccessLevel::Bucket(name) => PublicAccessLevel::Bucket(self.name(name)),
                    PublicAccessLevel::Account(id) => PublicAccessLevel::Account(self.account(id)),
                },
                to: *to,
            },
            Edit::Ownership { bucket, to } => Edit::Ownership {
                bucket: self.name(bucket),
                to: *to,
            },
            Edit::Grant { key, grant } => Edit::Grant {
                key: self.name(key),
                grant: Grant {
                    grantee: self.name(&grant.grantee),
                    grantee_role_id: self.some(grant.grantee_role_id.as_ref()),
                    retiring: self.some(grant.retiring.as_ref()),
                    operations: grant.operations.clone(),
                    // Nothing shows it.
                    constraint: None,
                    issuer: grant.issuer.as_ref().map(|it| self.account(it)),
                },
            },
            Edit::Acl { of, to } => Edit::Acl {
                of: match of {
                    AclOf::Bucket(name) => AclOf::Bucket(self.name(name)),
                    AclOf::Object { bucket, key } => AclOf::Object {
                        bucket: self.name(bucket),
                        key: self.name(key),
                    },
                },
                to: self.acl(to),
            },
            Edit::Tag { of, key, value } => Edit::Tag {
                of: self.tagged(of),
                key: self.key(key),
                value: self.name(value),
            },
            Edit::Encryption { bucket, to } => Edit::Encryption {
                bucket: self.name(bucket),
                to: self.encryption(to),
            },
            Edit::Reencrypt { bucket, key, to } => Edit::Reencrypt {
                bucket: self.name(bucket),
                key: self.name(key),
                to: self.encryption(to),
            },
        }
    }

    fn target(&mut self, found: &Place) -> Place {
        match found {
            Place::Role { account, role } => Place::Role {
                account: self.account(account),
                role: self.name(role),
            },
            Place::User { account, user } => Place::User {
                account: self.account(account),
                user: self.name(user),
            },
            Place::Group { account, group } => Place::Group {
                account: self.account(account),
                group: self.name(group),
            },
            Place::Bucket(name) => Place::Bucket(self.name(name)),
            Place::AccessPoint(arn) => Place::AccessPoint(self.name(arn)),
            Place::Function { arn, qualifier } => Place::Function {
                arn: self.name(arn),
                qualifier: self.some(qualifier.as_ref()),
            },
            Place::Endpoint(id) => Place::Endpoint(self.name(id)),
        }
    }

    fn sent(&mut self, found: &RequestEdit) -> RequestEdit {
        match found {
            RequestEdit::Sent { part, name, entry } => RequestEdit::Sent {
                part: *part,
                name: name.clone(),
                entry: self.entry(entry),
            },
            RequestEdit::Context { key, entry } => RequestEdit::Context {
                key: self.key(key),
                entry: self.entry(entry),
            },
            RequestEdit::Again => RequestEdit::Again,
            RequestEdit::By(principal) => RequestEdit::By(self.principal(principal)),
            RequestEdit::Session { old, new } => RequestEdit::Session {
                old: self.document(old).0,
                new: self.document(new).0,
            },
        }
    }

    fn acl(&mut self, found: &Acl) -> Acl {
        let grants = found.grants.iter();
        Acl {
            owner: self.grantee(&found.owner),
            grants: grants
                .map(|it| AclGrant {
                    grantee: self.grantee(&it.grantee),
                    permission: it.permission,
                })
                .collect(),
        }
    }

    fn grantee(&mut self, found: &Grantee) -> Grantee {
        match found {
            Grantee::Account(id) => Grantee::Account(self.account(id)),
            Grantee::Canonical(id) => Grantee::Canonical(self.name(id)),
            Grantee::ResourceOwner => Grantee::ResourceOwner,
            Grantee::AllUsers => Grantee::AllUsers,
            Grantee::AuthenticatedUsers => Grantee::AuthenticatedUsers,
            Grantee::LogDelivery => Grantee::LogDelivery,
        }
    }

    fn tagged(&mut self, found: &Tagged) -> Tagged {
        match found {
            Tagged::Role { account, role } => Tagged::Role {
                account: self.account(account),
                role: self.name(role),
            },
            Tagged::User { account, user } => Tagged::User {
                account: self.account(account),
                user: self.name(user),
            },
            Tagged::Bucket(name) => Tagged::Bucket(self.name(name)),
            Tagged::Object { bucket, key } => Tagged::Object {
                bucket: self.name(bucket),
                key: self.name(key),
            },
            Tagged::Key(arn) => Tagged::Key(self.name(arn)),
        }
    }

    fn encryption(&mut self, found: &Encryption) -> Encryption {
        Encryption {
            algorithm: found.algorithm.clone(),
            kms_key: self.some(found.kms_key.as_ref()),
            bucket_key: found.bucket_key,
        }
    }

    fn accesses(&mut self, found: &[Access]) -> Vec<Access> {
        found.iter().map(|it| self.access(it)).collect()
    }

    fn access(&mut self, found: &Access) -> Access {
        Access {
            who: match &found.who {
                Who::Anonymous => Who::Anonymous,
                Who::AnyAccount => Who::AnyAccount,
                Who::Unlisted(account) => Who::Unlisted(self.name(account)),
                Who::Service(name) => Who::Service(name.clone()),
                Who::Organization(id) => Who::Organization(self.name(id)),
                Who::Federated(provider) => Who::Federated(self.name(provider)),
                Who::Principal(arn) => Who::Principal(self.name(arn)),
            },
            action: found.action.clone(),
            alike: found.alike.clone(),
            resource: self.name(&found.resource),
            certainty: found.certainty,
        }
    }

    fn widened(&mut self, found: &Widened) -> Widened {
        let to = found.to.iter().map(|it| match it {
            Circumstance::Value(value) => Circumstance::Value(self.name(value)),
            Circumstance::Whatever | Circumstance::Without | Circumstance::Others => it.clone(),
        });
        let to = to.collect();
        Widened {
            action: found.action.clone(),
            resource: self.name(&found.resource),
            key: found.key.clone(),
            to,
        }
    }

    fn behind(&mut self, found: &Behind) -> Behind {
        Behind {
            endpoint: self.name(&found.endpoint),
            subnets: found.subnets.iter().map(|it| self.name(it)).collect(),
            functions: found.functions.iter().map(|it| self.name(it)).collect(),
            is_whole: found.is_whole,
        }
    }
}
