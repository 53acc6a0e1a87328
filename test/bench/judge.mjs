// A row's figure against its target, in words.

const megabyte = 1_000_000;

/** Whether a result meets its row's target, where it has one. A `target` without `most` says only what is measured. */
export function isMet({ target }, result) {
  if (result.error !== undefined || result.fails) return false;
  return target.most === undefined || figureOf(target, result) <= target.most;
}

function figureOf({ metric }, result) {
  if (metric === 'peak') return result.peak / megabyte;
  if (metric === 'files') return result.files;
  return result[metric].median;
}

export function describeTarget({ metric, most }) {
  if (most === undefined) return 'none';
  if (metric === 'peak') return `≤ ${most} MB`;
  if (metric === 'files') return `≤ ${most}`;
  return `≤ ${most.toFixed(1)} × ${metric}`;
}

export function describeFigure({ target: { metric } }, result) {
  if (metric === 'peak') return describePeak(result);
  if (metric === 'files') return `${result.files}; ${result.note}`;
  return describeSpread(metric, result);
}

/** What was measured besides the figure that counts. */
export function describeRest({ target: { metric } }, result) {
  const other = { cpu: 'wall', wall: 'cpu' }[metric];
  return [
    ...(other === undefined ? [] : [describeSpread(other, result)]),
    ...(other !== undefined ? [`peak ${describePeak(result)}`] : []),
    ...(result.besides === undefined ? [] : [result.besides]),
  ].join(', ');
}

function describeSpread(metric, result) {
  const { median, low, high } = result[metric];
  return `${digits(median)} × ${metric} (${digits(low)}–${digits(high)})`;
}

/** Three digits that count: a ratio of 0.012 is not 0.0. */
export function digits(value) {
  return Number(value.toPrecision(3)).toString();
}

function describePeak({ peak }) {
  return `${Math.round(peak / megabyte)} MB`;
}
