/** Deliveries one below the other: what became of each, and what can be done with it. */
import { ActionIcon, Badge, Menu, Table } from "@mantine/core";
import { IconDotsVertical } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useCatalog } from "#/api/catalog";
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";
import { Moment } from "#/ui/Moment";
import { ServersWords } from "#/ui/ServersWords";
import { done, failed } from "#/ui/toast";
import extras from "../extras/extras.module.css";
import { said } from "../kit/options";
import { ACTIONS, COLOURS, KINDS, mayDo, STATES, type Step } from "./outbox";

type Delivery = Schemas["Delivery"];

const DeliveryDialog = lazily(() => import("./DeliveryDialog"));

export function Deliveries({ deliveries }: { deliveries: Delivery[] }) {
  return (
    <section className={extras.scroll} aria-label={m.settings_outbox_title()} tabIndex={-1}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.settings_outbox_state()}</Table.Th>
            <Table.Th>{m.settings_outbox_kind()}</Table.Th>
            <Table.Th>{m.settings_outbox_to()}</Table.Th>
            <Table.Th>{m.common_created()}</Table.Th>
            <Table.Th aria-label={m.common_more()} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Row({ delivery }: { delivery: Delivery }) {
  const member = useCatalog("members")?.find(({ id }) => id === delivery.endpoint);
  const to = member?.name ?? delivery.endpoint;
  return (
    <Table.Tr>
      <Table.Td>
        <Badge variant="light" color={COLOURS[delivery.state] ?? "gray"}>
          {said(STATES, delivery.state)}
        </Badge>
      </Table.Td>
      <Table.Td>{said(KINDS, delivery.kind)}</Table.Td>
      <Table.Td>
        <bdi dir="auto">{to}</bdi>
        {delivery.ticket_id && (
          <>
            {" · "}
            <Link to="/tickets/$ticket" params={{ ticket: delivery.ticket_id }}>
              {m.settings_try_ticket()}
            </Link>
          </>
        )}
        {delivery.last_error && delivery.state !== "sent" && (
          <p className={extras.notes}>
            <ServersWords>{delivery.last_error}</ServersWords>
          </p>
        )}
      </Table.Td>
      <Table.Td>
        <Moment at={delivery.created_at} />
      </Table.Td>
      <Table.Td>
        <RowMenu delivery={delivery} to={to} />
      </Table.Td>
    </Table.Tr>
  );
}

function RowMenu({ delivery, to }: { delivery: Delivery; to: string }) {
  const [whole, setWhole] = useState(false);
  const doing = useMutation({
    mutationFn: (step: Step) => {
      const params = { path: { id: delivery.id }, header: { "If-Match": `"${delivery.version}"` } };
      return answer(client.POST(`/outbox/{id}/${step}`, { params }));
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["deliveries"] });
      done(m.settings_outbox_done());
    },
    onError: (error) => failed(m.settings_outbox_not_done(), error),
  });
  const steps = ACTIONS.filter(([step]) => mayDo(step, delivery.state));
  return (
    <>
      <Menu position="bottom-end" keepMounted={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={m.settings_list_more({ name: to })}>
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setWhole(true)}>{m.settings_outbox_show()}</Menu.Item>
          {steps.map(([step, label]) => (
            <Menu.Item key={step} onClick={() => doing.mutate(step)}>
              {label()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {whole && (
        <Suspense>
          <DeliveryDialog id={delivery.id} to={to} onClose={() => setWhole(false)} />
        </Suspense>
      )}
    </>
  );
}
