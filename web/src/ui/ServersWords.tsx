/** A sentence that the server wrote, in the reader's language as soon as that can be looked up. */
import { useEffect, useState } from "react";
import { type Told, teller } from "#/api/refusals";
import { useLocale } from "#/i18n/locale";

export function ServersWords({ children }: { children: string }) {
  return <span dir="auto">{useServersWords()(children)}</span>;
}

export function useServersWords(): Told {
  const locale = useLocale();
  const [told, setTold] = useState<{ by: Told }>();
  useEffect(() => {
    let wanted = true;
    void teller(locale).then((by) => wanted && setTold({ by }));
    return () => {
      wanted = false;
    };
  }, [locale]);
  return told?.by ?? ((sentence) => sentence);
}
