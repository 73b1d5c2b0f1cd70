//! Files that are attached to tickets and messages: uploaded first, then named where they belong.

mod content;
mod name;
mod parts;
mod portal;
mod range;
mod sight;
mod upload;
mod view;

pub(crate) use portal::{PORTAL_FILES, PortalFiles, seen_files};
pub(crate) use view::Attachment;

use crate::answer::{Created, Shown};
use crate::openapi::Tag;
use crate::problem::{Kind, Problem};
use crate::request::{Reader, Writer};
use content::{Asked, Content};
use domain::attachment::{self, AttachmentCommand};
use eventstore::{Executed, Loaded};
use poem::http::Method;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};
use std::sync::Arc;
use upload::Upload;
use uuid::Uuid;

/// Where files are sent to.
const PATH: &str = "/api/v1/attachments";

/// Whether a request brings a file, for which other limits hold than for JSON.
pub(crate) fn is_upload(method: &Method, path: &str) -> bool {
    method == Method::POST && [PATH, PORTAL_FILES].contains(&path.trim_end_matches('/'))
}

pub(crate) struct Attachments;

#[OpenApi(tag = "Tag::Attachments")]
impl Attachments {
    /// Uploads a file, to be named in `attachments` of a ticket or a message within a day.
    ///
    /// The bytes are the body, or the one part with a file name of a form. The media type is told by
    /// the content alone. A repetition with the same `Idempotency-Key` is read whole, compared by its
    /// hash, and answered with the attachment that the first one made.
    #[oai(
        path = "/attachments",
        method = "post",
        operation_id = "upload_attachment"
    )]
    async fn upload(
        &self,
        writer: Writer,
        /// The file's name; goes before the one in `Content-Disposition`.
        name: Query<Option<String>>,
        file: Upload,
    ) -> Result<Created<Attachment>, Problem> {
        let executed = store_upload(&writer, name.0, file).await?;
        let id = executed.stream_id;
        let view = Attachment::of(id, &executed.loaded.state, &writer.catalog, None)?;
        Ok(Created::after(&executed, &view)?.at(&format!("{PATH}/{id}")))
    }

    /// What is known of a file.
    ///
    /// While it is attached nowhere, only whoever uploaded it sees it; then whoever may read the
    /// ticket or the message that it is on.
    #[oai(
        path = "/attachments/:id",
        method = "get",
        operation_id = "get_attachment"
    )]
    async fn get(&self, reader: Reader, id: Path<Uuid>) -> Result<Shown<Attachment>, Problem> {
        let loaded = loaded(&reader, id.0).await?;
        let store = &reader.state.app.attachments;
        let thumbnail = view::thumbnail(store, &loaded.state).await?;
        let mut view = Attachment::of(id.0, &loaded.state, &reader.catalog, thumbnail)?;
        view.ticket_ids = sight::tickets(&reader, &loaded.state).await?;
        Ok(Shown::new(&view)?.version(loaded.version))
    }

    /// The file itself, whole or a range of it.
    #[oai(
        path = "/attachments/:id/content",
        method = "get",
        operation_id = "download_attachment"
    )]
    async fn content(
        &self,
        reader: Reader,
        id: Path<Uuid>,
        /// One range, such as `bytes=0-1023`; several are answered with the whole file.
        #[oai(name = "Range")]
        range: Header<Option<String>>,
        /// The ETag that a range must still belong to; else the whole file is answered.
        #[oai(name = "If-Range")]
        if_range: Header<Option<String>>,
        /// An ETag that is here already.
        #[oai(name = "If-None-Match")]
        if_none_match: Header<Option<String>>,
    ) -> Result<Content, Problem> {
        let file = readable(&reader, id.0).await?;
        let asked = Asked {
            range: range.0,
            if_range: if_range.0,
            if_none_match: if_none_match.0,
        };
        Content::of(&reader.state.app.attachments, &file, &asked).await
    }

    /// A small image of it, at most 512 pixels wide and high; 404 says why there is none.
    #[oai(
        path = "/attachments/:id/thumbnail",
        method = "get",
        operation_id = "get_thumbnail"
    )]
    async fn thumbnail(&self, reader: Reader, id: Path<Uuid>) -> Result<Content, Problem> {
        let file = readable(&reader, id.0).await?;
        Content::thumbnail(&reader.state.app.attachments, &file).await
    }
}

/// Keeps a file and tells the log of it.
async fn store_upload(
    writer: &Writer,
    name: Option<String>,
    file: Upload,
) -> Result<Executed<attachment::Attachment>, Problem> {
    let (staged, name) = file.stage(&writer.state.app.attachments, name).await?;
    let stored = staged.place().await?;
    let asked = format!("{name}\0{}", stored.sha256).into();
    let command = AttachmentCommand::Upload(attachment::Upload {
        name,
        media_type: stored.media_type.to_owned(),
        bytes: stored.bytes,
        sha256: stored.sha256,
    });
    writer.create(Uuid::now_v7(), command, &asked).await
}

/// The attachment, if the reader may see it; the same error when there is none.
async fn loaded(reader: &Reader, id: Uuid) -> Result<Arc<Loaded<attachment::Attachment>>, Problem> {
    let loaded = reader.state.app.store.load(id).await?;
    match sight::sees(reader, &loaded.state).await? {
        true => Ok(loaded),
        false => Err(Problem::not_found("attachment")),
    }
}

/// The file behind content that the reader may see.
async fn readable(reader: &Reader, id: Uuid) -> Result<attachment::File, Problem> {
    let loaded = loaded(reader, id).await?;
    let file = loaded.state.file(id.into());
    let file = file.filter(|_| loaded.state.is_readable());
    file.ok_or_else(|| Problem::new(Kind::NotFound, "The file was removed."))
}
