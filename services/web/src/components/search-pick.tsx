import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';

interface SearchPickProps<Item> {
  readonly label: string;
  /** What matches a text, best first. */
  readonly find: (text: string) => readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly show: (item: Item) => ReactNode;
  readonly none: string;
  readonly onPick: (item: Item) => void;
  readonly autoFocus?: boolean;
  readonly error?: string | undefined;
}

/**
 * A field that finds while typing (combobox with a list, WAI-ARIA). Enter picks the marked one, but never while a word is
 * being composed: then it ends the composition and nothing else.
 */
export function SearchPick<Item>(props: SearchPickProps<Item>) {
  const { label, find, keyOf, show, none, onPick, autoFocus = false, error } = props;
  const id = useId();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const found = text.trim() === '' ? [] : find(text).slice(0, 8);
  const isOpen = text.trim() !== '';
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown') setMarked((index) => Math.min(index + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setMarked((index) => Math.max(index - 1, 0));
    else if (event.key === 'Escape') setText('');
    else if (event.key === 'Enter' && !event.ctrlKey) {
      const item = found[marked];
      if (item !== undefined) onPick(item);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="pick">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={found[marked] === undefined ? undefined : `${id}-${marked}`}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        autoComplete="off"
        spellCheck={false}
        autoFocus={autoFocus}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
      />
      {error !== undefined && (
        <p className="field__error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!isOpen}>
        {isOpen && found.length === 0 && <li className="pick__none">{none}</li>}
        {found.map((item, index) => (
          <li
            key={keyOf(item)}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === marked}
            onPointerMove={() => setMarked(index)}
            onClick={() => onPick(item)}
          >
            {show(item)}
          </li>
        ))}
      </ul>
    </div>
  );
}
