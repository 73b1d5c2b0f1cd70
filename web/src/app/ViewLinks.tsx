/** Views in the order in which one keeps them: moved by dragging, or with Alt and the arrows up and down. */
import { type KeyboardEvent, useState } from "react";
import { useNameOf } from "#/api/catalog";
import { useMe } from "#/api/me";
import { useViews, type View } from "#/api/views";
import { NavigationLink } from "#/app/NavigationLink";
import { viewIcon } from "#/app/viewIcon";
import { inOrder, movedTo } from "#/app/viewOrder";
import { number } from "#/i18n/format";
import { useKeys } from "#/keyboard/keys";
import { m } from "#/paraglide/messages.js";
import { usePersisted } from "#/ui/usePersisted";
import styles from "./Navigation.module.css";

const WAYS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

export function ViewLinks({ wide }: { wide: boolean }) {
  const nameOf = useNameOf();
  const { views, moveTo, told } = useOrder();
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<number>();
  const keyed = (id: string, at: number) => (event: KeyboardEvent<HTMLElement>) => {
    const by = event.altKey ? WAYS[event.key] : undefined;
    if (by === undefined) return;
    event.preventDefault();
    moveTo(id, at + by);
    // it moves away under the focus, which would be lost
    const { target } = event;
    if (target instanceof HTMLElement) requestAnimationFrame(() => target.focus());
  };
  const drop = () => {
    if (dragged !== undefined && over !== undefined) moveTo(dragged, over);
    setDragged(undefined);
    setOver(undefined);
  };
  return (
    <>
      <ul className={styles.list}>
        {views.map((view, at) => (
          <li
            key={view.id}
            data-dragged={dragged === view.id}
            data-over={dragged !== undefined && dragged !== view.id && over === at}
            onDragStart={() => setDragged(view.id)}
            onDragOver={(event) => {
              if (dragged === undefined) return;
              event.preventDefault();
              setOver(at);
            }}
            onDrop={(event) => event.preventDefault()}
            onDragEnd={drop}
            onKeyDown={keyed(view.id, at)}
          >
            <NavigationLink
              to="/tickets"
              search={{ view: view.key ?? view.id }}
              label={nameOf(view)}
              count={view.count}
              wide={wide}
              icon={viewIcon(view)}
              keys="Alt+ArrowUp Alt+ArrowDown"
            />
          </li>
        ))}
      </ul>
      <p className="sr-only" aria-live="polite">
        {told}
      </p>
    </>
  );
}

type Order = { views: View[]; moveTo: (id: string, to: number) => void; told: string };

function useOrder(): Order {
  const [kept, keep] = usePersisted<string[]>(`docket.views.${useMe().id}`, []);
  const nameOf = useNameOf();
  const [told, setTold] = useState("");
  const views = inOrder(useViews() ?? [], kept);
  const moveTo = (id: string, to: number) => {
    const view = views.find((one) => one.id === id);
    if (!view || to < 0 || to >= views.length) return;
    keep(movedTo(views, id, to));
    setTold(m.settings_list_moved({ name: nameOf(view), place: number(to + 1) }));
  };
  // pressed on the view itself; here only to be told of
  useKeys({
    "alt+ArrowUp": { what: m.shell_keys_view_up, run: () => undefined },
    "alt+ArrowDown": { what: m.shell_keys_view_down, run: () => undefined },
  });
  return { views, moveTo, told };
}
