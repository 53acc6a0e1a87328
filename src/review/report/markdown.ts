// replaced on merge
import type { ReviewReport } from '../review-report.ts';

export function renderMarkdown(report: ReviewReport): string {
  return `## Review: ${report.verdict}\n\n\`${report.head}\`\n`;
}
