//! Amazon EMR: EMRFS, whose SDK is shaded.
//!
//! Source: EMR Management Guide, "Troubleshoot a cluster"; stack traces of EMRFS.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "Amazon EMR",
    own: &[],
    phrasings: &[
        "com.amazon.ws.emr.hadoop.fs.shaded.com.amazonaws.services.s3.model.AmazonS3Exception: {message} (Service: {any}; Status Code: {status}; Error Code: {code}; Request ID: {request_id}; S3 Extended Request ID: {host_id}",
        "com.amazon.ws.emr.hadoop.fs.shaded.com.amazonaws.services.s3.model.AmazonS3Exception: ",
        "com.amazon.ws.emr.hadoop.fs.shaded.software.amazon.awssdk.services.s3.model.S3Exception: {message} (Service: {any}, Status Code: {status}, Request ID: {request_id}, Extended Request ID: {host_id}",
    ],
};
