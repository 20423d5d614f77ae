/** What stands between the events of a text, so that no two texts run alike. */
export const LINKS: readonly string[] = `
Meanwhile,
A day later
In other news,
According to the local paper,
That same week
To general surprise
Witnesses say that
Not far away
Shortly afterwards
The bulletin adds that
Earlier in the month
As the mayor put it,
Rumour had it, correctly, that
By Friday
Without much ado
In a quieter corner of the region
Also worth telling:
`
  .split('\n')
  .filter((line) => line !== '');

/** Idle sentences that a summary leaves out. */
export const FILLER: readonly string[] = `
The whole matter took longer than anybody had expected.
Coffee was served afterwards.
No photographs were allowed.
Opinions about it differ in the neighbourhood.
The costs have not been made public.
It rained for most of the day.
A spokesperson declined to comment.
Somebody kept humming throughout.
The date had been moved twice before.
Several pensioners watched from a bench.
An official report is due in spring.
The local radio covered it for nine minutes.
Nobody remembers whose idea it was.
The neighbours brought folding chairs.
Those present called it a success.
A similar attempt failed years ago.
The dog in question belongs to nobody.
Entry was free, as always.
The paperwork filled three binders.
Someone had forgotten the keys.
A small crowd had gathered by then.
The minutes record two abstentions.
`
  .split('\n')
  .filter((line) => line !== '');

/** Ways to ask. {text} = what to sum up, {limit} = words allowed, {must} = what has to be mentioned. */
export const FORMS: readonly string[] = `
Summarise in at most {limit} words and mention {must}. {text}
{text} Sum this up in no more than {limit} words. Keep {must}.
Give me the gist ({limit} words at most), naming {must}: {text}
Shorten to {limit} words or fewer. {must} must stay in. {text}
TL;DR, maximum {limit} words, with {must}. {text}
Write a summary of up to {limit} words that mentions {must}. Text: {text}
{text} Condense that. Limit: {limit} words. Do not drop {must}.
For the ticker: {limit} words at the most, including {must}. {text}
My boss reads only {limit} words. Tell her this, with {must}: {text}
Boil it down to {limit} words; readers want to hear of {must}. {text}
Abstract, not longer than {limit} words, covering {must}. {text}
What happened? At most {limit} words, and name {must}. {text}
{text} Please write a digest within {limit} words that names {must}.
News in brief: cut this to {limit} words but keep {must}. {text}
Compress the paragraph below to {limit} words. Required: {must}. {text}
Recap for somebody in a hurry, {limit} words tops, mentioning {must}: {text}
{text} The short version, please. Up to {limit} words. Who counts: {must}.
Reduce the following report to its core in {limit} words, with {must}. {text}
I missed the meeting. Summarise the notes in {limit} words at most, with {must}. {text}
Make a caption of no more than {limit} words out of this; {must} should appear. {text}
Retell in {limit} words or less. Include {must}. {text}
Key points only, {limit} words maximum, do not forget {must}: {text}
Digest for the newsletter. Budget: {limit} words. Mention {must}. {text}
{text} In {limit} words or fewer, what is the essence? Leave in {must}.
Trim this to fit {limit} words. It has to name {must}. {text}
Long story short ({limit} words), still naming {must}: {text}
An executive summary, please. Ceiling {limit} words. Must contain {must}. {text}
Write the teaser: up to {limit} words, {must} named. {text}
Summarize. Word limit {limit}. Facts to keep: {must}. {text}
How would you put this in {limit} words? Name {must}. {text}
{text} A summary, please, {limit} words at most, with a mention of {must}.
Turn the article into a note of at most {limit} words on {must}. {text}
Squeeze the essentials into {limit} words; essentials are {must}. {text}
Radio script, {limit} words at the very most, about {must}: {text}
For the minutes: {limit} words or fewer, listing {must}. {text}
Précis of the text below. No more than {limit} words. Keep {must}. {text}
Outline the events in at most {limit} words. Speak of {must}. {text}
Overview in max. {limit} words, {must} included: {text}
Shrink the text to {limit} words. {must} may not be lost. {text}
Nutshell version, at most {limit} words, with {must} in it. {text}
`
  .split('\n')
  .filter((line) => line !== '');
