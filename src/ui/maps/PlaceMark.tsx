import styles from './maps.module.css';

/** A frame around one value of a map whose values are `scale` CSS pixels wide; its parent is positioned. */
export function PlaceMark({
  place,
  scale,
}: {
  place: { row: number; column: number };
  scale: number;
}) {
  const { row, column } = place;
  return (
    <div
      className={styles.mark}
      style={{ top: row * scale, left: column * scale, width: scale, height: scale }}
    />
  );
}
