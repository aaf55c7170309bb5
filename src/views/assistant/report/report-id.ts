/** Id of the report's element, which its button names. */
export const REPORT_ID = 'trend-report';
