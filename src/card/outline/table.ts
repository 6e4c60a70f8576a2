/** Rows of GFM tables. */

const DELIMITER_ROW = /^(?:\|[ \t]*)?:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)*(?:[ \t]*\|)?$/;

/** Whether a line can be the delimiter row of a table. */
export function isDelimiterRow(line: string): boolean {
  return (line.includes('|') || line.includes(':')) && DELIMITER_ROW.test(line.trimEnd());
}

/** Returns the cells of a row, as written but trimmed. A pipe after a backslash does not separate cells. */
export function rowCells(row: string): string[] {
  const line = row.trim();
  const cells: string[] = [];
  let from = line.startsWith('|') ? 1 : 0;
  for (let at = from; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === 124) {
      cells.push(line.slice(from, at).trim());
      from = at + 1;
    } else if (code === 92) {
      const next = line.charCodeAt(at + 1);
      if (next === 92 || next === 124) at += 1;
    }
  }
  if (from < line.length) cells.push(line.slice(from).trim());
  return cells;
}
