/** What every input of a custom field shows, whatever its kind. */
export type Shared = {
  size: "xs";
  label: string;
  description: string | undefined;
  required: boolean;
  disabled: boolean;
  error: string | undefined;
};
