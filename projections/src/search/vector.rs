//! A `tsvector` as it is sent to Postgres: in binary, which needs no parsing.

use bytes::{BufMut, BytesMut};
use std::error::Error;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

/// The bits of weight `A` in a place.
const WEIGHT_A: u16 = 3 << 14;

/// Forms, each with the places where words read exactly so, in rising order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Vector(Vec<(String, Vec<u16>)>);

impl Vector {
    /// How many forms it has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(form, _)| form.as_str())
    }
}

impl<F: Into<String>> FromIterator<(F, Vec<u16>)> for Vector {
    /// No form may come twice.
    fn from_iter<I: IntoIterator<Item = (F, Vec<u16>)>>(forms: I) -> Self {
        let forms = forms.into_iter();
        Self(forms.map(|(form, places)| (form.into(), places)).collect())
    }
}

impl ToSql for Vector {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        out.put_i32(i32::try_from(self.0.len())?);
        for (form, places) in &self.0 {
            out.put_slice(form.as_bytes());
            out.put_u8(0);
            out.put_u16(u16::try_from(places.len())?);
            for place in places {
                out.put_u16(place | WEIGHT_A);
            }
        }
        Ok(IsNull::No)
    }

    fn accepts(of: &Type) -> bool {
        *of == Type::TS_VECTOR
    }

    to_sql_checked!();
}
