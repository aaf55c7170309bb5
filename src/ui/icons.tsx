import type { ReactNode } from 'react';

/** Shapes of the icons, on a 20 x 20 field, drawn with 1.6-pixel lines unless filled. */
const SHAPES = {
  play: <path d="M6.5 4.2v11.6l9.2-5.8z" fill="currentColor" stroke="none" />,
  pause: <path d="M5.5 4.5h3v11h-3zM11.5 4.5h3v11h-3z" fill="currentColor" stroke="none" />,
  step: <path d="M4.5 4.7v10.6l7.4-5.3zM13 4.7h2.5v10.6H13z" fill="currentColor" stroke="none" />,
  stop: <path d="M5 5h10v10H5z" fill="currentColor" stroke="none" />,
  reset: <path d="M4.2 8.2A6.2 6.2 0 1 1 4 11.6M4.2 3.8v4.4h4.4" />,
  download: <path d="M10 3.5v9M6.2 9l3.8 3.7L13.8 9M4 16.2h12" />,
  chart: <path d="M4 16.2h12M5.8 13.4V9M10 13.4V4.2M14.2 13.4V7" />,
  print: <path d="M6 7.4V3.6h8v3.8M6 14H3.6V7.4h12.8V14H14M6 11.6h8v4.8H6z" />,
  chevronDown: <path d="m5.5 8 4.5 4.5L14.5 8" />,
  chevronLeft: <path d="m12.2 5.2-4.8 4.8 4.8 4.8" />,
  chevronRight: <path d="m7.8 5.2 4.8 4.8-4.8 4.8" />,
  turnLeft: <path d="M4.2 7.4h8.3a3.8 3.8 0 0 1 0 7.6H8M7.4 4.2 4.2 7.4l3.2 3.2" />,
  turnRight: <path d="M15.8 7.4H7.5a3.8 3.8 0 0 0 0 7.6H12M12.6 4.2l3.2 3.2-3.2 3.2" />,
  camera: (
    <>
      <path d="M2.8 6.2h3.4l1.3-2h5l1.3 2h3.4v9.6H2.8z" />
      <circle cx="10" cy="10.8" r="2.8" />
    </>
  ),
  picture: (
    <>
      <path d="M3 4.2h14v11.6H3zM3.4 13.6l4-4 3.4 3.4 2-2 3.8 3.4" />
      <circle cx="13.2" cy="7.6" r="1.1" />
    </>
  ),
  folder: <path d="M2.8 5h5l1.7 2h7.7v8.4H2.8z" />,
  close: <path d="m5.2 5.2 9.6 9.6M14.8 5.2l-9.6 9.6" />,
  check: <path d="m4.5 10.6 3.7 3.7 7.3-8.1" />,
  plus: <path d="M10 4.5v11M4.5 10h11" />,
  minus: <path d="M4.5 10h11" />,
  info: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 9.2v4.3M10 6.4v.2" />
    </>
  ),
  question: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M7.9 8.2a2.1 2.1 0 1 1 3.3 1.8c-.8.5-1.2.9-1.2 1.7M10 13.7v.2" />
    </>
  ),
  warning: <path d="M10 3.4 17.4 16H2.6zM10 8.2v3.6M10 13.7v.2" />,
  error: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 6.2v4.6M10 13.4v.2" />
    </>
  ),
  keyboard: (
    <path d="M2.8 5.5h14.4v9H2.8zM5.8 8.5h.1M8.6 8.5h.1M11.4 8.5h.1M14.2 8.5h.1M6.8 11.5h6.4" />
  ),
  sun: (
    <>
      <circle cx="10" cy="10" r="3.2" />
      <path d="M10 2.6v1.6M10 15.8v1.6M2.6 10h1.6M15.8 10h1.6M4.8 4.8l1.1 1.1M14.1 14.1l1.1 1.1M4.8 15.2l1.1-1.1M14.1 5.9l1.1-1.1" />
    </>
  ),
  moon: <path d="M16 11.9A6.6 6.6 0 0 1 8.1 4a6.6 6.6 0 1 0 7.9 7.9z" />,
  dice: (
    <path d="M4.2 4.2h11.6v11.6H4.2zM7.2 7.2h.1M12.7 7.2h.1M10 10h.1M7.2 12.7h.1M12.7 12.7h.1" />
  ),
  monitor: <path d="M3 4.2h14v9.6H3zM7.4 16.6h5.2M10 13.8v2.8" />,
} satisfies Record<string, ReactNode>;

/** Names of the icons. */
export type IconName = keyof typeof SHAPES;

/** An icon in the colour and about the size of the text beside it; says nothing to screen readers. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name]}
    </svg>
  );
}
