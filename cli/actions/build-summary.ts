// What a build says on the page of a run. HTML, whose escapes leave nothing of Markdown.
import { html } from 'hono/html';
import type { BuildReport, ReportedProblem } from '../../src/index.ts';
import { escapeForeign } from '../../src/printable.ts';
import { count } from '../report.ts';

/** GitHub takes 1 MiB. */
const maxRows = 500;

export async function renderBuild(report: BuildReport): Promise<string> {
  const { commit, packages, versions, problems } = report;
  const state = report.ok
    ? 'Built'
    : report.deployable
      ? 'Built, but with errors'
      : 'Nothing written';
  const totals = [commit.slice(0, 12), count(packages, 'package'), count(versions, 'version')];
  const left = problems.length - maxRows;
  const more = left > 0 ? html`<p>${count(left, 'more problem')}: see the log.</p>` : '';
  const table =
    problems.length === 0
      ? ''
      : html`<table>
          <tr>
            <th></th>
            <th>Problem</th>
            <th>Where</th>
            <th>What</th>
          </tr>
          ${problems.slice(0, maxRows).map(rowOf)}
        </table>`;
  return await html`<h3>${state}</h3>
    <p>${totals.join(' · ')}</p>
    ${table}${more}`;
}

function rowOf({ severity, code, path, message, hint }: ReportedProblem): unknown {
  const [where, what] = [path, `${message} ${hint}`].map(escapeForeign);
  return html`<tr>
    <td>${severity}</td>
    <td><code>${code}</code></td>
    <td><code>${where}</code></td>
    <td>${what}</td>
  </tr>`;
}
