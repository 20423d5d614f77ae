/** Prompts that hold all words of a query, in id, task, metadata, prompt or an answer. Texts are unpacked at the first search. */
export function promptSearch(data) {
  const haystacks = new Map();
  const haystack = async (prompt) => {
    const known = haystacks.get(prompt);
    if (known !== undefined) return known;
    const texts = await data.texts?.of(prompt);
    const parts = [data.ids[prompt], data.tasks[data.task[prompt]]];
    if (texts !== undefined) {
      parts.push(
        plain(texts.prompt),
        ...texts.metadata.flat(),
        ...texts.answers.filter((each) => each !== 0).map(plain),
      );
    }
    const made = parts.join('\n').toLowerCase();
    haystacks.set(prompt, made);
    return made;
  };
  return async (query, prompts) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return undefined;
    const found = new Set();
    for (const prompt of prompts) {
      const text = haystacks.get(prompt) ?? (await haystack(prompt));
      if (words.every((word) => text.includes(word))) found.add(prompt);
    }
    return found;
  };
}

function plain(text) {
  return Array.isArray(text) ? text[0] : text;
}
