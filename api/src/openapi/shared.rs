//! What all operations share in the document, so that each says only what is its own.

use crate::request::headers::{IDEMPOTENCY_KEY, MIN_POSITION};
use crate::types::Position;
use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem_openapi::OpenApi;
use poem_openapi::registry::{MetaApi, MetaOperation, MetaOperationParam, MetaParamIn, Registry};
use poem_openapi::types::Type;
use std::collections::{HashMap, HashSet};

/// Resources whose operations also tell of the headers that [`crate::request`] reads.
#[derive(Clone, Debug)]
pub(crate) struct Shared<T>(pub T);

impl<T: OpenApi> OpenApi for Shared<T> {
    fn meta() -> Vec<MetaApi> {
        let mut apis = T::meta();
        for api in &mut apis {
            for path in &mut api.paths {
                let has_id = path.path.contains('{');
                for operation in &mut path.operations {
                    add_parameters(operation, has_id);
                }
            }
        }
        apis
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn add_routes(self, table: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {
        self.0.add_routes(table);
    }
}

fn add_parameters(operation: &mut MetaOperation, has_id: bool) {
    let seen = "Answer with at least this position of the log, waiting for it up to 2 s.";
    let parameters = &mut operation.params;
    parameters.push(parameter::<Position>(
        MIN_POSITION,
        MetaParamIn::Header,
        seen,
    ));
    if operation.method == Method::GET {
        let seen = "The same as Docket-Min-Position.";
        parameters.push(parameter::<Position>(
            "min_position",
            MetaParamIn::Query,
            seen,
        ));
        return;
    }
    let once = "1 to 255 visible ASCII characters; repeated, the request happens only once.";
    parameters.push(parameter::<String>(
        IDEMPOTENCY_KEY,
        MetaParamIn::Header,
        once,
    ));
    if has_id {
        let version = "The ETag that the thing must still have.";
        parameters.push(parameter::<String>(
            "If-Match",
            MetaParamIn::Header,
            version,
        ));
    }
}

fn parameter<T: Type>(name: &str, in_type: MetaParamIn, description: &str) -> MetaOperationParam {
    MetaOperationParam {
        name: name.to_owned(),
        schema: T::schema_ref(),
        in_type,
        description: Some(description.to_owned()),
        required: false,
        deprecated: false,
        explode: true,
        style: None,
    }
}

/// Which query parameters each operation knows: a mistyped filter must not pass for none.
#[derive(Debug)]
pub(crate) struct QueryNames(Vec<(Vec<String>, HashSet<String>)>);

impl QueryNames {
    /// Of everything below `prefix` in the document.
    pub fn of<T: OpenApi>(prefix: &str) -> Self {
        let paths = T::meta().into_iter().flat_map(|api| api.paths);
        let known = paths.map(|path| {
            let pattern = format!("{prefix}{}", path.path);
            let parameters = path.operations.iter().flat_map(|o| &o.params);
            let query = parameters.filter(|p| p.in_type == MetaParamIn::Query);
            (segments(&pattern), query.map(|p| p.name.clone()).collect())
        });
        Self(known.collect())
    }

    /// The first parameter of `query` that the operations at `path` do not know.
    pub fn unknown<'a>(&self, path: &str, query: &'a str) -> Option<&'a str> {
        let path = segments(path);
        // literal segments go before parameters, as when routing
        let fitting = self.0.iter().filter(|(pattern, _)| fits(pattern, &path));
        let known = fitting.min_by_key(|(pattern, _)| wildcards(pattern));
        let (_, known) = known?;
        let names = query.split('&').filter(|part| !part.is_empty());
        let mut names = names.map(|part| part.split('=').next().unwrap_or(part));
        names.find(|name| !known.contains(*name))
    }
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').map(str::to_owned).collect()
}

fn fits(pattern: &[String], path: &[String]) -> bool {
    pattern.len() == path.len()
        && (pattern.iter().zip(path)).all(|(p, segment)| p.starts_with('{') || p == segment)
}

fn wildcards(pattern: &[String]) -> usize {
    pattern.iter().filter(|p| p.starts_with('{')).count()
}
