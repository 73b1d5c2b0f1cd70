/** A colour: one of those that fit each other, or another one by its number. */
import { Input, TextInput, UnstyledButton } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import styles from "../kit.module.css";
import { PALETTE } from "../palette";

type Props = {
  label: string;
  description: string | undefined;
  error: string | undefined;
  required: boolean;
  value: unknown;
  onChange: (value: string) => void;
};

export function Colour({ value, onChange, error, ...common }: Props) {
  const chosen = typeof value === "string" ? value : "";
  return (
    <Input.Wrapper {...common} error={error} labelElement="div">
      <fieldset className={styles.colours} aria-label={common.label}>
        {PALETTE.map(([name, colour, said]) => (
          <UnstyledButton
            key={name}
            className={styles.swatch}
            aria-pressed={chosen === name || chosen === colour}
            aria-label={said()}
            title={said()}
            style={{ background: colour }}
            onClick={() => onChange(name)}
          />
        ))}
        <TextInput
          size="xs"
          w={110}
          dir="ltr"
          aria-label={m.settings_kit_colour_other()}
          placeholder="#0f766e"
          value={chosen}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </fieldset>
    </Input.Wrapper>
  );
}
