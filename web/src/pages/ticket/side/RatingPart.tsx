/** How the customer found it. */
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import { Part } from "./Part";
import styles from "./Side.module.css";

const MOST = [1, 2, 3, 4, 5];

export function RatingPart() {
  const { rating } = useOpen().ticket;
  if (!rating) return null;
  return (
    <Part title={m.ticket_rating()}>
      <span className={styles.row} role="img" aria-label={m.ticket_rating_score({ score: rating.score })}>
        {MOST.map((star) =>
          star <= rating.score ? <IconStarFilled key={star} size={16} /> : <IconStar key={star} size={16} />,
        )}
      </span>
      {rating.comment && <UserText as="blockquote">{rating.comment}</UserText>}
    </Part>
  );
}
