// A field that completes names: an ARIA combobox with a list.

import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

import { folded } from "./words.js";

const MOST = 8;

/** How well a name fits what is typed: 0 begins with it, 1 a word of it does, 2 holds it; null not at all. */
function fit(name, typed) {
  const words = folded(name);
  if (words.startsWith(typed)) return 0;
  if (words.split(/[\s\p{P}]+/u).some((word) => word.startsWith(typed))) return 1;
  return words.includes(typed) ? 2 : null;
}

/** The choices that fit, best first; each is `{id, name, aliases, detail, kind}`. */
export function matches(choices, text) {
  const typed = folded(text);
  if (!typed) return choices.slice().sort((a, b) => (b.uses ?? 0) - (a.uses ?? 0)).slice(0, MOST);
  const found = [];
  for (const choice of choices) {
    const fits = [choice.name, ...(choice.aliases ?? [])].map((name) => [fit(name, typed), name]);
    const [best] = fits.filter(([rank]) => rank != null).sort(([a], [b]) => a - b);
    if (best) found.push({ ...choice, rank: best[0], alias: best[1] === choice.name ? null : best[1] });
  }
  return found.sort((a, b) => a.rank - b.rank || (b.uses ?? 0) - (a.uses ?? 0) || (a.name < b.name ? -1 : 1)).slice(0, MOST);
}

/**
 * `onType(text)` and `onPick(choice)` tell of changes, `onEnter()` of Enter when nothing is left to pick. With `isEager`,
 * the first choice that begins with what is typed is picked by Tab and Enter.
 */
export function Combobox({ name, label, value, choices, isEager, isRequired, hint, fault, onType, onPick, onEnter, onLeave, inputRef }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const list = useRef(null);
  const found = isOpen ? matches(choices, value) : [];
  const isShown = found.length > 0;

  useLayoutEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const eager = (text) => {
    if (!isEager || !folded(text)) return -1;
    const [first] = matches(choices, text);
    return first && first.rank <= 1 ? 0 : -1;
  };
  const pick = (choice) => {
    onPick(choice);
    setOpen(false);
    setChosen(-1);
  };
  const keys = (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if ((key === "ArrowDown" || key === "ArrowUp") && !event.altKey) {
      event.preventDefault();
      if (!isOpen) return setOpen(true);
      const step = key === "ArrowDown" ? 1 : -1;
      // One place is none: the words as they are typed.
      setChosen(((chosen + 1 + step + found.length + 1) % (found.length + 1)) - 1);
    } else if (key === "Escape" && isShown) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      setChosen(-1);
    } else if (key === "Tab" && isShown && chosen >= 0) {
      pick(found[chosen]);
    } else if (key === "Enter") {
      event.preventDefault();
      if (isShown && chosen >= 0) pick(found[chosen]);
      else onEnter();
    }
  };
  const described = [fault ? `${id}-fault` : "", hint ? `${id}-hint` : ""].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>
        {label}
      </label>
      <div class="combobox">
        <input
          id={id}
          name={name}
          ref={inputRef}
          role="combobox"
          type="text"
          dir="auto"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={value}
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isShown && chosen >= 0 ? `${id}-${chosen}` : undefined}
          aria-required={isRequired}
          aria-invalid={Boolean(fault)}
          aria-describedby={described || undefined}
          onInput={(event) => {
            onType(event.currentTarget.value);
            setOpen(true);
            setChosen(eager(event.currentTarget.value));
          }}
          onKeyDown={keys}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            setOpen(false);
            setChosen(-1);
            onLeave?.();
          }}
        />
        <ul id={`${id}-list`} role="listbox" aria-label={label} ref={list} hidden={!isShown}>
          {found.map((choice, index) => (
            <li
              key={`${choice.kind} ${choice.id ?? choice.name}`}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(choice)}
            >
              <span>
                <bdi>{choice.name}</bdi>
                {choice.alias && <small> (<bdi>{choice.alias}</bdi>)</small>}
              </span>
              {choice.detail && <small class="detail">{choice.detail}</small>}
            </li>
          ))}
        </ul>
      </div>
      {fault && <p class="fault" id={`${id}-fault`}>{fault}</p>}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
