import { Link } from '@tanstack/react-router';
import { useRef, useState, type ReactNode } from 'react';
import { useTexts } from '../texts/texts.js';
import { useKeys } from './keys.js';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers and instants stand by their last character. @default false */
  readonly right?: boolean;
}

interface DossierRowsProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly empty: string;
  readonly onOpen: (row: Row) => void;
}

/** Dossiers, one a row, that the keyboard goes through: J and K, Enter opens. */
export function DossierRows<Row>({ label, rows, idOf, columns, empty, onOpen }: DossierRowsProps<Row>) {
  const texts = useTexts();
  const [marked, setMarked] = useState(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  const go = (step: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, marked + step));
    setMarked(next);
    body.current?.rows[next]?.querySelector('a')?.focus();
  };
  useKeys({
    j: () => go(1),
    ArrowDown: () => go(1),
    k: () => go(-1),
    ArrowUp: () => go(-1),
  });
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    <>
      <table className="rows" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, right }) => (
              <th key={title} scope="col" data-right={right}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => (
            <tr key={idOf(row)} data-testid="dossier-row" data-marked={index === marked} onClick={() => onOpen(row)}>
              {columns.map(({ title, cell, right }) => (
                <td key={title} data-right={right} data-title={title}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="keys">{texts.work.keys}</p>
    </>
  );
}

/** The code, of which the end tells one dossier from another. */
export function CodeLink({ dossierId, code }: { readonly dossierId: string; readonly code: string }) {
  return (
    <Link
      to="/dossiers/$dossierId"
      params={{ dossierId }}
      className="code"
      onClick={(event) => event.stopPropagation()}
    >
      {code.slice(0, -4)}
      <strong>{code.slice(-4)}</strong>
    </Link>
  );
}
