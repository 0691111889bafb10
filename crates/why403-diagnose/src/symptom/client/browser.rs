//! Browsers: the console of a page that fetches from S3.
//!
//! Source: Chromium `services/network/public/cpp/cors`; MDN, "CORS errors"; Axios `lib/core/settle.js`.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "browser",
    own: &[
        own(
            "Access to fetch at '{url}' from origin '{any}' has been blocked by CORS policy: {message}",
            "",
            "the browser shows CORS, because an answer that refuses has no CORS headers: the status behind it may be a 403 (network tab, or the same request with curl)",
        ),
        own(
            "Access to XMLHttpRequest at '{url}' from origin '{any}' has been blocked by CORS policy: {message}",
            "",
            "the browser shows CORS, because an answer that refuses has no CORS headers: the status behind it may be a 403 (network tab, or the same request with curl)",
        ),
        own(
            "The Same Origin Policy disallows reading the remote resource at {url}. (Reason: CORS",
            "",
            "the browser shows CORS, because an answer that refuses has no CORS headers: the status behind it may be a 403 (network tab, or the same request with curl)",
        ),
        own(
            "Failed to load resource: Origin {any} is not allowed by Access-Control-Allow-Origin",
            "",
            "the browser shows CORS, because an answer that refuses has no CORS headers: the status behind it may be a 403 (network tab, or the same request with curl)",
        ),
    ],
    phrasings: &[
        "{method=GET} {url} {status} (Forbidden)",
        "{method=PUT} {url} {status} (Forbidden)",
        "{method=POST} {url} {status} (Forbidden)",
        "{method=HEAD} {url} {status} (Forbidden)",
        "{method=DELETE} {url} {status} (Forbidden)",
        "XHR{method=GET} {url} [HTTP/{any} {status} ",
        "Failed to load resource: the server responded with a status of {status} ",
        "AxiosError: Request failed with status code {status}",
    ],
};
