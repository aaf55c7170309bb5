import { useEffect, useRef } from 'react';
import { useMessages } from '../../../stores/preferences';
import { toggleReport, useReport } from '../../../stores/report';
import { Button } from '../../../ui/Button';
import { Tooltip } from '../../../ui/Tooltip';
import { REPORT_ID } from './report-id';

/** Shows the report below the photos, or puts it away. */
export function ReportButton() {
  const { report } = useMessages();
  const isOpen = useReport((state) => state.isOpen);
  const wasPressed = useRef(false);
  useEffect(() => {
    // The report may be far below: who opens it is taken there.
    if (isOpen && wasPressed.current) document.getElementById(REPORT_ID)?.focus();
    wasPressed.current = false;
  }, [isOpen]);
  return (
    <Tooltip text={report.openHint}>
      <Button
        icon="chart"
        aria-expanded={isOpen}
        {...(isOpen ? { 'aria-controls': REPORT_ID } : {})}
        onPress={() => {
          wasPressed.current = true;
          toggleReport();
        }}
      >
        {report.open}
      </Button>
    </Tooltip>
  );
}
