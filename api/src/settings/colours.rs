//! Colours as screens need them: what to paint, light and dark.

use domain::colour::{self, Rgb};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

/// A colour as it is painted, so that it can be read on either screen.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Colours {
    pub light: Shade,
    pub dark: Shade,
}

/// A label: text and background have a contrast of at least 4.5 to 1.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Shade {
    /// `#rrggbb`
    pub background: String,
    /// `#rrggbb`
    pub text: String,
    /// `#rrggbb`
    pub border: String,
}

impl Colours {
    /// How a stored colour is painted; none for one that cannot be read.
    pub fn of(colour: &str) -> Option<Self> {
        let shades = colour::Shades::of(Rgb::parse(colour)?);
        Some(Self {
            light: shades.light.into(),
            dark: shades.dark.into(),
        })
    }
}

impl From<colour::Shade> for Shade {
    fn from(shade: colour::Shade) -> Self {
        Self {
            background: shade.background.hex(),
            text: shade.text.hex(),
            border: shade.border.hex(),
        }
    }
}
