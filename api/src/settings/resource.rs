//! The operations that every kind of setting has, spelled out once for the document.

/// Makes the page of a kind of setting and its operations: list, create, get, replace, change,
/// retire and history. What differs between kinds is said in their `impl Resource`.
///
/// The document is made from literals, so each operation's id and sentence stand here. An
/// operation with another shape goes into the braces at the end; `retire` may be left out then.
/// A list may take one more parameter, and what is done with the page for it.
macro_rules! resource {
    (
        $name:ident of $kind:ty, tag $tag:tt, writer $writer:ty,
        at $path:tt $path_id:tt $path_history:tt;
        #[doc = $page_doc:tt] page $page:ident of $view:ident;
        #[doc = $list_doc:tt] list $list:tt
            $( ( #[doc = $more_doc:tt] $more_name:ident : $more_type:ty => $more_done:path ) )?;
        #[doc = $create_doc:tt] create $create:tt from $new:ident;
        #[doc = $get_doc:tt] get $get:tt;
        #[doc = $replace_doc:tt] replace $replace:tt;
        #[doc = $change_doc:tt] change $change:tt from $patch:ident;
        #[doc = $history_doc:tt] history $history:tt;
        $( #[doc = $retire_doc:tt] retire $retire:tt; )?
        { $($more:tt)* }
    ) => {
        #[doc = $page_doc]
        #[derive(
            Debug, poem_openapi::Object, serde::Serialize, serde::Deserialize,
        )]
        pub(crate) struct $page {
            pub items: Vec<$view>,
            pub next_cursor: $crate::types::Nullable<String>,
        }

        pub(crate) struct $name;

        #[poem_openapi::OpenApi(tag = $tag)]
        impl $name {
            #[doc = $list_doc]
            #[oai(path = $path, method = "get", operation_id = $list)]
            async fn list(
                &self,
                reader: $crate::request::Reader,
                /// Retired ones too.
                include_retired: poem_openapi::param::Query<Option<bool>>,
                limit: poem_openapi::param::Query<Option<$crate::page::Limit>>,
                cursor: poem_openapi::param::Query<Option<String>>,
                $( #[doc = $more_doc] $more_name: poem_openapi::param::Query<$more_type>, )?
            ) -> Result<$crate::answer::Shown<$page>, $crate::problem::Problem> {
                let wanted = $crate::settings::Wanted {
                    include_retired: include_retired.0,
                    limit: limit.0,
                    cursor: cursor.0,
                };
                let (items, next) = $crate::settings::list::<$kind>(&reader, &wanted)?;
                $( let items = $more_done(&reader, items, $more_name.0).await?; )?
                let next_cursor = next.into();
                $crate::answer::Shown::new(&$page { items, next_cursor })
            }

            #[doc = $create_doc]
            #[oai(path = $path, method = "post", operation_id = $create)]
            async fn create(
                &self,
                writer: $writer,
                body: $crate::request::Body<$new>,
            ) -> Result<$crate::answer::Created<$view>, $crate::problem::Problem> {
                <$kind as $crate::settings::Resource>::create(&writer, &body).await
            }

            #[doc = $get_doc]
            #[oai(path = $path_id, method = "get", operation_id = $get)]
            async fn get(
                &self,
                reader: $crate::request::Reader,
                id: poem_openapi::param::Path<String>,
            ) -> Result<$crate::answer::Shown<$view>, $crate::problem::Problem> {
                $crate::settings::get::<$kind>(&reader, &id.0)
            }

            #[doc = $replace_doc]
            #[oai(path = $path_id, method = "put", operation_id = $replace)]
            async fn replace(
                &self,
                writer: $writer,
                id: poem_openapi::param::Path<String>,
                body: $crate::request::Body<$new>,
            ) -> Result<$crate::answer::Changed<$view>, $crate::problem::Problem> {
                <$kind as $crate::settings::Resource>::replace(&writer, &id.0, &body).await
            }

            #[doc = $change_doc]
            #[oai(path = $path_id, method = "patch", operation_id = $change)]
            async fn change(
                &self,
                writer: $writer,
                id: poem_openapi::param::Path<String>,
                body: $crate::request::Body<$patch>,
            ) -> Result<$crate::answer::Changed<$view>, $crate::problem::Problem> {
                <$kind as $crate::settings::Resource>::change(&writer, &id.0, &body).await
            }

            $(
                #[doc = $retire_doc]
                #[oai(path = $path_id, method = "delete", operation_id = $retire)]
                async fn retire(
                    &self,
                    writer: $writer,
                    id: poem_openapi::param::Path<String>,
                ) -> Result<$crate::answer::Changed<$view>, $crate::problem::Problem> {
                    <$kind as $crate::settings::Resource>::retire(&writer, &id.0).await
                }
            )?

            #[doc = $history_doc]
            #[oai(path = $path_history, method = "get", operation_id = $history)]
            async fn history(
                &self,
                reader: $crate::request::Reader,
                id: poem_openapi::param::Path<String>,
                /// Most items of the page; 100 unless told otherwise.
                limit: poem_openapi::param::Query<Option<$crate::page::Limit>>,
                /// `next_cursor` of the page before.
                cursor: poem_openapi::param::Query<Option<String>>,
            ) -> Result<$crate::answer::Shown<$crate::history::History>, $crate::problem::Problem>
            {
                let wanted = $crate::history::Wanted {
                    limit: limit.0,
                    cursor: cursor.0,
                };
                $crate::settings::history_of::<$kind>(&reader, &id.0, &wanted).await
            }

            $($more)*
        }
    };
}

pub(crate) use resource;
