/** What concerns oneself, newest first, and what of it was read. */
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import { NOTIFICATIONS } from "#/boot/first";

export type Notification = Schemas["Notification"];

/** Beside the counts, so that it follows the live stream as they do. */
const KEY = ["counts", "notifications"] as const;

export const NOTIFICATIONS_ASKED = {
  queryKey: KEY,
  queryFn: () => answer(client.GET("/me/notifications", { params: { query: NOTIFICATIONS } })),
};

export function useNotifications() {
  return useQuery({ ...NOTIFICATIONS_ASKED, placeholderData: keepPreviousData });
}

export function useMarkRead() {
  return useMutation({
    mutationFn: (read: Schemas["NewlyRead"]) => answer(client.POST("/me/notifications/read", { body: read })),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
