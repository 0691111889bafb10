//! Access points of one Region.

use super::answer::{Answer, field, owned, required};
use super::call::{ACCESS_POINT, ACCESS_POINT_BLOCK, ACCESS_POINT_POLICY, Scope};
use super::document::{document, inside};
use super::{Build, Cursor, partition_of};
use crate::arn::{AccountId, Arn};
use crate::known::Fact;
use crate::world::tree::TreeProblem;
use crate::world::{AccessPoint, AccessPointSettings, NetworkOrigin, PublicAccessBlock};

impl<'t> Build<'t> {
    /// One access point of an account and Region; `None` where its place cannot be one
    pub(super) fn access_point(
        &mut self,
        place: &Cursor<'t>,
        scope: &Scope,
    ) -> Option<AccessPoint> {
        const PATTERN: &str = "accounts/{account}/regions/{region}/s3/access-points/{access-point}";
        self.check_members(place, PATTERN);
        let (region, name) = (scope.name("region"), scope.name("access-point"));
        let (partition, account) = (partition_of(region), scope.name("account"));
        let by_place = alloc::format!("arn:{partition}:s3:{region}:{account}:accesspoint/{name}");
        let Ok(arn) = Arn::parse(&by_place) else {
            self.problems
                .push(place.bad_value("the name of an access point", name));
            return None;
        };
        let read = |it: &Cursor<'t>| settings(it, &arn).map(Some);
        let label = alloc::format!("policy of access point {name}");
        Some(AccessPoint {
            settings: self.fact(place, &ACCESS_POINT, scope, Some(None), read),
            public_access_block: self.access_point_block(place, scope),
            policy: self.fact(place, &ACCESS_POINT_POLICY, scope, Some(None), |it| {
                document(&inside(it, &[&["Policy"]]), label, None).map(|it| Some(it.into()))
            }),
            arn,
        })
    }

    /// The settings in a file of their own, or among what the access point was made with
    fn access_point_block(&mut self, place: &Cursor<'t>, scope: &Scope) -> Fact<PublicAccessBlock> {
        let made_with = place
            .get("access-point")
            .and_then(|it| it.get("PublicAccessBlockConfiguration"));
        let is_told = place.get("public-access-block").is_some();
        match made_with.filter(|_| !is_told) {
            None => self.public_access_block(place, &ACCESS_POINT_BLOCK, scope),
            Some(found) => match self.four_settings(Answer::Present(found)) {
                Ok(block) => Fact::Known(block),
                Err(why) => Fact::Unknown(self.gap(place, &ACCESS_POINT_BLOCK, scope, why)),
            },
        }
    }
}

fn settings(found: &Cursor<'_>, arn: &Arn) -> Result<AccessPointSettings, TreeProblem> {
    if let Some(told) = field(found, "AccessPointArn")?.filter(|it| *it != arn.as_str()) {
        return Err(TreeProblem::Misfiled {
            at: found.place(),
            wanted: arn.as_str().into(),
            found: told.into(),
        });
    }
    let bucket_account = field(found, "BucketAccountId")?.map(|text| {
        let bad = || found.bad_value("an account id of twelve digits", text);
        AccountId::parse(text).ok_or_else(bad)
    });
    let vpc = found.get("VpcConfiguration").filter(|it| !it.is_null());
    let vpc_id = vpc.map(|it| field(&it, "VpcId")).transpose()?.flatten();
    let origin = match required(found, "NetworkOrigin")? {
        "Internet" => NetworkOrigin::Internet,
        "VPC" => NetworkOrigin::Vpc(owned(vpc_id)),
        other => return Err(found.bad_value("`Internet` or `VPC`", other)),
    };
    Ok(AccessPointSettings {
        bucket: required(found, "Bucket")?.into(),
        bucket_account: bucket_account.transpose()?,
        alias: owned(field(found, "Alias")?),
        origin,
    })
}
