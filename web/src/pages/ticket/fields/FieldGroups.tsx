/** The fields of a form, group by group, those that are shown. */
import { nameIn } from "#/api/catalog";
import type { FormGroup } from "#/api/forms";
import type { Form } from "#/conditions/fields";
import { useLocale } from "#/i18n/locale";
import { UserText } from "#/ui/UserText";
import { FieldInput } from "./FieldInput";
import styles from "./Fields.module.css";

type Props = {
  groups: FormGroup[];
  form: Form;
  values: Record<string, unknown>;
  errors: Record<string, string>;
  disabled: boolean;
  onType: (key: string, value: unknown) => void;
  onSettle: (key: string, value: unknown) => void;
};

export function FieldGroups(props: Props) {
  const locale = useLocale();
  return props.groups.map((group) => {
    const shown = group.fields.filter(({ field }) => props.form.isShown(field));
    if (shown.length === 0) return null;
    const inputs = (
      <div className={styles.fields}>
        {shown.map(({ field, editable }) => (
          <FieldInput
            key={field.key}
            field={field}
            value={props.values[field.key] ?? null}
            form={props.form}
            disabled={props.disabled || !editable}
            error={props.errors[field.key]}
            onType={(value) => props.onType(field.key, value)}
            onSettle={(value) => props.onSettle(field.key, value)}
          />
        ))}
      </div>
    );
    if (group.name === null) return <div key="none">{inputs}</div>;
    return (
      <details key={group.id} className={styles.group} open={!group.collapsed}>
        <summary>
          <UserText>{nameIn(locale, { name: group.name, names: group.names })}</UserText>
        </summary>
        {inputs}
      </details>
    );
  });
}
