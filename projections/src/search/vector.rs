//! A `tsvector` as it is sent to Postgres: in binary, which needs no parsing.

use bytes::{BufMut, BytesMut};
use std::error::Error;
use std::sync::Arc;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

/// The bits of weight `A` in a place.
const WEIGHT_A: u16 = 3 << 14;

/// Forms, each with the places where words read exactly so, in rising order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Vector {
    forms: usize,
    /// Of each form its letters, a zero, how many places it has, and these.
    encoded: Arc<[u8]>,
}

impl Vector {
    /// Forms come in the order of their bytes, none twice; `before` is put before each.
    pub(super) fn of<F, P>(before: &str, forms: impl IntoIterator<Item = (F, P)>) -> Self
    where
        F: AsRef<[u8]>,
        P: IntoIterator<Item = u16>,
    {
        let (mut count, mut encoded) = (0, Vec::with_capacity(1024));
        for (form, places) in forms {
            count += 1;
            encoded.put_slice(before.as_bytes());
            encoded.put_slice(form.as_ref());
            encoded.put_u8(0);
            let told = encoded.len();
            encoded.put_u16(0);
            let mut many = 0_u16; // Postgres takes 255, and a part keeps fewer
            for place in places {
                encoded.put_u16(place | WEIGHT_A);
                many += 1;
            }
            encoded[told..told + 2].copy_from_slice(&many.to_be_bytes());
        }
        Self {
            forms: count,
            encoded: encoded.into(),
        }
    }

    /// How many forms it has.
    pub(super) fn len(&self) -> usize {
        self.forms
    }

    pub(super) fn forms(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = &self.encoded[..];
        std::iter::from_fn(move || {
            let end = rest.iter().position(|byte| *byte == 0)?;
            let (form, after) = rest.split_at(end);
            let places = u16::from_be_bytes([*after.get(1)?, *after.get(2)?]);
            rest = after.get(3 + 2 * usize::from(places)..)?;
            Some(form)
        })
    }
}

impl ToSql for Vector {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        out.put_i32(i32::try_from(self.forms)?);
        out.put_slice(&self.encoded);
        Ok(IsNull::No)
    }

    fn accepts(of: &Type) -> bool {
        *of == Type::TS_VECTOR
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_forms_are_read_back() {
        let forms = [("+a", &[2][..]), ("=", &[]), ("=שלום", &[1, 16_383])];
        let vector = Vector::of(
            "7",
            forms.map(|(form, places)| (form, places.iter().copied())),
        );
        let forms: Vec<_> = vector.forms().collect();
        let told = ["7+a", "7=", "7=שלום"].map(str::as_bytes);
        assert_eq!((vector.len(), forms), (3, told.to_vec()));
        assert_eq!(Vector::default().forms().count(), 0);
    }
}
