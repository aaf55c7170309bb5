/** Whether the open image has a place beside the grid. */
export const PANEL_QUERY = '(width >= 70rem)';

/** Whether it has one for its 784 numbers too. */
export const WIDE_PANEL_QUERY = '(width >= 90rem)';
