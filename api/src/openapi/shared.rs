//! What all operations share in the document, so that each says only what is its own.

use super::statuses::name_statuses;
use crate::access::described;
use crate::access::is_open;
use crate::analytics::CHART;
use crate::calendar::CALENDAR;
use crate::request::headers::{IDEMPOTENCY_KEY, MIN_POSITION};
use crate::tickets::FIELD_PREFIX;
use crate::types::Position;
use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem_openapi::OpenApi;
use poem_openapi::registry::{
    MetaApi, MetaOperation, MetaOperationParam, MetaParamIn, MetaPath, Registry,
};
use poem_openapi::types::Type;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The operation whose filters others take too.
const LIST: &str = "list_tickets";
/// The operations that take the filters of the list, and what of its parameters they do not.
const FILTERED_LIKE_LIST: [(&str, &[&str]); 2] = [
    ("export_tickets", &["limit", "cursor", "as_of"]),
    ("count_tickets", &["limit", "cursor", "sort"]),
];
/// What charts and calendars, which all take the filters, do not: they have an order of their own.
const NOT_OF_CHARTS: &[&str] = &["limit", "cursor", "as_of", "sort"];
/// The operation that providers send people to, with whatever they like to add.
const CALLED_BY_OTHERS: &str = "finish_provider_sign_in";

/// Resources whose operations also tell of the headers that [`crate::request`] reads.
#[derive(Clone, Debug)]
pub(crate) struct Shared<T>(pub T);

impl<T: OpenApi> OpenApi for Shared<T> {
    fn meta() -> Vec<MetaApi> {
        let mut apis = T::meta();
        share_filters(T::meta, &mut apis);
        for api in &mut apis {
            for path in &mut api.paths {
                let has_id = path.path.contains('{');
                for operation in &mut path.operations {
                    add_parameters(operation, has_id);
                    if let Some(id) = operation.operation_id {
                        operation.description = described(id, operation.description);
                    }
                    name_statuses(operation, &path.path);
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

/// What is said of the list's filters holds wherever they are taken.
fn share_filters(of: fn() -> Vec<MetaApi>, with: &mut [MetaApi]) {
    let operations = with.iter_mut().flat_map(|api| &mut api.paths);
    for operation in operations.flat_map(|path| &mut path.operations) {
        let Some(without) = operation.operation_id.and_then(not_taken) else {
            continue;
        };
        let filters = filters(of()).filter(|filter| !without.contains(&filter.name.as_str()));
        for filter in filters {
            // what it says itself of a parameter goes before
            if operation.params.iter().all(|own| own.name != filter.name) {
                operation.params.push(filter);
            }
        }
    }
}

/// What an operation that takes the filters of the list does not take; `None` for all others.
fn not_taken(id: &str) -> Option<&'static [&'static str]> {
    if id.starts_with(CHART) || CALENDAR.contains(&id) {
        return Some(NOT_OF_CHARTS);
    }
    let like = FILTERED_LIKE_LIST.iter().find(|(like, _)| *like == id);
    like.map(|(_, without)| *without)
}

fn filters(of: Vec<MetaApi>) -> impl Iterator<Item = MetaOperationParam> {
    let operations = of.into_iter().flat_map(|api| api.paths);
    let mut operations = operations.flat_map(|path| path.operations);
    let list = operations.find(|operation| operation.operation_id == Some(LIST));
    list.into_iter().flat_map(|list| list.params)
}

/// Whether custom fields are parameters of the operation.
fn is_filtered_by_fields(id: &str) -> bool {
    id == LIST || not_taken(id).is_some()
}

fn add_parameters(operation: &mut MetaOperation, has_id: bool) {
    let seen = "Answer with at least this position of the log, waiting for it up to 2 s.";
    if is_open(operation.operation_id) {
        return; // nobody has seen anything yet, and no key of theirs could be told from another's
    }
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

/// What each address knows: its methods and its query parameters.
#[derive(Debug)]
pub(crate) struct Addresses {
    all: Vec<Address>,
    /// Templates as the document spells them, by the patterns that poem routes with.
    templates: HashMap<String, Arc<str>>,
}

#[derive(Debug)]
struct Address {
    template: String,
    methods: Vec<String>,
    parameters: HashSet<String>,
    /// Custom fields are parameters as well.
    with_fields: bool,
    /// Another program says what else is a parameter.
    open: bool,
}

impl Addresses {
    /// Everything below `prefix` in the document.
    pub fn of<T: OpenApi>(prefix: &str) -> Self {
        let paths = T::meta().into_iter().flat_map(|api| api.paths);
        let all: Vec<_> = paths.map(|path| Address::of(prefix, &path)).collect();
        let routed = all
            .iter()
            .map(|a| (pattern(&a.template), a.template.as_str().into()));
        let templates = routed.collect();
        Self { all, templates }
    }

    /// The first parameter of `query` that `path` does not know: a mistyped filter must not pass
    /// for none.
    pub fn unknown<'a>(&self, path: &str, query: &'a str) -> Option<&'a str> {
        let address = self.find(path)?;
        let names = query.split('&').filter(|part| !part.is_empty());
        let mut names = names.map(|part| part.split('=').next().unwrap_or(part));
        names.find(|name| !address.knows(name))
    }

    /// The methods of `path`, as `Allow` spells them.
    pub fn methods(&self, path: &str) -> Option<String> {
        Some(self.find(path)?.methods.join(", "))
    }

    /// A route's pattern as the document spells it.
    pub fn template(&self, pattern: &Arc<str>) -> Arc<str> {
        self.templates.get(&**pattern).unwrap_or(pattern).clone()
    }

    /// Literal segments go before parameters, as when routing.
    fn find(&self, path: &str) -> Option<&Address> {
        let fitting = self.all.iter().filter(|address| address.fits(path));
        fitting.min_by_key(|address| address.template.matches('{').count())
    }
}

impl Address {
    fn of(prefix: &str, path: &MetaPath) -> Self {
        let parameters = path.operations.iter().flat_map(|o| &o.params);
        let query = parameters.filter(|p| p.in_type == MetaParamIn::Query);
        Self {
            template: format!("{prefix}{}", path.path),
            parameters: query.map(|p| p.name.clone()).collect(),
            methods: path
                .operations
                .iter()
                .map(|o| o.method.to_string())
                .collect(),
            with_fields: (path.operations.iter())
                .filter_map(|o| o.operation_id)
                .any(is_filtered_by_fields),
            open: (path.operations.iter()).any(|o| o.operation_id == Some(CALLED_BY_OTHERS)),
        }
    }

    fn knows(&self, parameter: &str) -> bool {
        let field = self.with_fields && parameter.starts_with(FIELD_PREFIX);
        field || self.open || self.parameters.contains(parameter)
    }

    fn fits(&self, path: &str) -> bool {
        let (mut wanted, mut given) = (self.template.split('/'), path.split('/'));
        loop {
            match (wanted.next(), given.next()) {
                (None, None) => return true,
                (Some(w), Some(g)) if w.starts_with('{') || w == g => {}
                _ => return false,
            }
        }
    }
}

/// How poem-openapi has poem route a template.
fn pattern(template: &str) -> String {
    let mut parameters = 0;
    let segments = template.split('/').map(|segment| {
        if !segment.starts_with('{') {
            return segment.to_owned();
        }
        parameters += 1;
        format!(":param{}", parameters - 1)
    });
    segments.collect::<Vec<_>>().join("/")
}
