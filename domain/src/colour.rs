//! Colours of statuses, priorities and departments, and how each is shown so that it can be read.

/// Words that stand for a colour, so that settings fit each other without picking by hand.
pub const PALETTE: [(&str, Rgb); 12] = [
    ("grey", Rgb(0x57, 0x53, 0x4e)),
    ("red", Rgb(0xb9, 0x1c, 0x1c)),
    ("orange", Rgb(0xc2, 0x41, 0x0c)),
    ("amber", Rgb(0xb4, 0x53, 0x09)),
    ("yellow", Rgb(0xa1, 0x62, 0x07)),
    ("lime", Rgb(0x4d, 0x7c, 0x0f)),
    ("green", Rgb(0x15, 0x80, 0x3d)),
    ("teal", Rgb(0x0f, 0x76, 0x6e)),
    ("cyan", Rgb(0x0e, 0x74, 0x90)),
    ("blue", Rgb(0x25, 0x63, 0xeb)),
    ("purple", Rgb(0x7e, 0x22, 0xce)),
    ("pink", Rgb(0xbe, 0x18, 0x5d)),
];

/// Least contrast of text on its background (WCAG 2.2, 1.4.3, level AA).
pub const CONTRAST: f64 = 4.5;

const WHITE: Rgb = Rgb(0xff, 0xff, 0xff);
const BLACK: Rgb = Rgb(0, 0, 0);
/// What a dark screen is made of.
const NIGHT: Rgb = Rgb(0x1a, 0x1b, 0x1e);

/// Red, green and blue of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A colour on a light and on a dark screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shades {
    pub light: Shade,
    pub dark: Shade,
}

/// A label in a colour; its text on its background has a contrast of at least [`CONTRAST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shade {
    pub background: Rgb,
    pub text: Rgb,
    pub border: Rgb,
}

impl Shades {
    /// How `colour` is shown on either screen.
    #[must_use]
    pub fn of(colour: Rgb) -> Self {
        Self {
            light: Shade::of(colour, WHITE, BLACK),
            dark: Shade::of(colour, NIGHT, WHITE),
        }
    }
}

impl Shade {
    /// A tint of the screen, and the colour itself as far towards `ink` as reading it asks for.
    fn of(colour: Rgb, screen: Rgb, ink: Rgb) -> Self {
        let background = colour.mixed(screen, 85);
        let steps = (0..=100).step_by(5);
        let mut texts = steps.map(|percent| colour.mixed(ink, percent));
        let readable = texts.find(|text| text.contrast(background) >= CONTRAST);
        Self {
            background,
            text: readable.unwrap_or(ink),
            border: colour.mixed(screen, 50),
        }
    }
}

impl Rgb {
    /// The colour that `#rrggbb` or a word of the palette stands for.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some(hex) = text.strip_prefix('#') else {
            let found = PALETTE.iter().find(|(name, _)| *name == text);
            return found.map(|(_, colour)| *colour);
        };
        if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
        Some(Self(red, green, blue))
    }

    /// `#rrggbb`
    #[must_use]
    pub fn hex(self) -> String {
        let Self(red, green, blue) = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// How much two colours differ in brightness: 1 to 21 (WCAG 2.2, contrast ratio).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// WCAG 2.2, relative luminance.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        let Self(red, green, blue) = self;
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// This colour with `percent` of another in it.
    fn mixed(self, other: Self, percent: u16) -> Self {
        let mix = |a: u8, b: u8| {
            let sum = u16::from(a) * (100 - percent) + u16::from(b) * percent;
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        Self(
            mix(self.0, other.0),
            mix(self.1, other.1),
            mix(self.2, other.2),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn contrast_is_that_of_the_guideline() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        assert!((WHITE.contrast(WHITE) - 1.0).abs() < 1e-9);
        // a well-known limit: #767676 is the lightest grey that may stand on white
        assert!(Rgb(0x76, 0x76, 0x76).contrast(WHITE) >= CONTRAST);
        assert!(Rgb(0x77, 0x77, 0x77).contrast(WHITE) < CONTRAST);
    }

    #[test]
    fn a_colour_is_read_from_its_number_or_its_word() {
        assert_eq!(Rgb::parse("#0F766e"), Some(Rgb(0x0f, 0x76, 0x6e)));
        assert_eq!(Rgb::parse("teal"), Some(Rgb(0x0f, 0x76, 0x6e)));
        for text in [
            "", "#", "#fff", "#gggggg", "0f766e", "Teal", "#+12345", "#é1234",
        ] {
            assert_eq!(Rgb::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_word_of_the_palette_stands_for_another_colour() {
        for (index, (name, colour)) in PALETTE.iter().enumerate() {
            assert_eq!(Rgb::parse(name), Some(*colour));
            assert!(PALETTE[..index].iter().all(|(_, c)| c != colour), "{name}");
        }
    }

    #[test]
    fn a_colour_that_can_be_read_is_not_changed() {
        let blue = Rgb(0x1e, 0x40, 0xaf);
        assert_eq!(Shades::of(blue).light.text, blue);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]
        #[test]
        fn every_colour_can_be_read_on_either_screen(colour in 0_u32..=0x00ff_ffff) {
            let text = format!("#{colour:06x}");
            let shades = Shades::of(Rgb::parse(&text).unwrap());
            for shade in [shades.light, shades.dark] {
                prop_assert!(shade.text.contrast(shade.background) >= CONTRAST, "{text} {shade:?}");
            }
        }

        #[test]
        fn a_colour_is_written_as_it_is_read(colour in 0_u32..=0x00ff_ffff) {
            let text = format!("#{colour:06x}");
            prop_assert_eq!(Rgb::parse(&text).map(Rgb::hex), Some(text));
        }
    }
}
