//! Files of customers: what they send, and what they may fetch.

use super::content::{Asked, Content};
use super::sight::sees;
use super::upload::Upload;
use super::{readable, store_upload};
use crate::answer::Created;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{PortalReader, PortalWriter, Reader};
use domain::attachment::{Attachment, File};
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where customers' files are.
pub(crate) const PORTAL_FILES: &str = "/api/v1/portal/attachments";

/// A file that a customer sent.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalUpload {
    /// To be named in `attachment_ids` of a ticket or a message within a day.
    pub id: Uuid,
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
}

pub(crate) struct PortalFiles;

#[OpenApi(tag = "Tag::Portal")]
impl PortalFiles {
    /// Uploads a file, as the staff does.
    #[oai(
        path = "/portal/attachments",
        method = "post",
        operation_id = "upload_portal_attachment"
    )]
    async fn upload(
        &self,
        writer: PortalWriter,
        /// The file's name; goes before the one in `Content-Disposition`.
        name: Query<Option<String>>,
        file: Upload,
    ) -> Result<Created<PortalUpload>, Problem> {
        let executed = store_upload(&writer, name.0, file).await?;
        let id = executed.stream_id;
        let file = executed.loaded.state.file(id.into());
        let file = file.ok_or_else(|| Problem::internal(&"an uploaded file is not there"))?;
        let view = PortalUpload {
            id,
            name: file.name,
            media_type: file.media_type,
            bytes: file.bytes,
        };
        Ok(Created::told(&executed, &view)?.at(&format!("{PORTAL_FILES}/{id}/content")))
    }

    /// The file itself, whole or a range of it.
    #[oai(
        path = "/portal/attachments/:id/content",
        method = "get",
        operation_id = "download_portal_attachment"
    )]
    async fn content(
        &self,
        reader: PortalReader,
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
        path = "/portal/attachments/:id/thumbnail",
        method = "get",
        operation_id = "get_portal_thumbnail"
    )]
    async fn thumbnail(&self, reader: PortalReader, id: Path<Uuid>) -> Result<Content, Problem> {
        let file = readable(&reader, id.0).await?;
        Content::thumbnail(&reader.state.app.attachments, &file).await
    }
}

/// Those of a ticket's own files that the reader may see.
pub(crate) async fn seen_files(reader: &Reader, files: &[File]) -> Result<Vec<File>, Problem> {
    let mut seen = Vec::new();
    for file in files {
        let loaded = reader.state.app.store.load::<Attachment>(file.id.0).await?;
        if sees(reader, &loaded.state).await? {
            seen.push(file.clone());
        }
    }
    Ok(seen)
}
