/** Ways to ask. {text} = the passage, {question}, {options} = lettered options. */
export const FORMS: readonly string[] = `
{text} {question} {options}
Read the passage and choose. {text} {question} {options}
Passage: {text} Question: {question} {options}
{question} Base your choice on this text: {text} {options}
Reading test. {text} {question} {options} Answer with a letter.
{text} According to this, {question} {options}
Comprehension exercise: {text} {question} {options}
Multiple choice. {text} {question} {options}
Which option is right? {text} {question} {options}
{text} Pick A, B, C or D. {question} {options}
{question} {options} The text says: {text}
Study the notes below, then answer. {text} {question} {options}
{text} Only the letter, please. {question} {options}
From the local chronicle: {text} {question} {options}
Use nothing but the text. {text} {question} {options}
{text} My question: {question} {options}
Answer from the passage, not from memory. {text} {question} {options}
Is this in the text? {text} {question} {options}
Pub quiz, reading round. {text} {question} {options}
Consider the following account. {text} {question} {options}
{question} Look it up here: {text} {options}
{text} Test item: {question} {options}
Choose the right ending. {text} {question} {options}
Did you read closely? {text} {question} {options}
{text} Tick the right box. {question} {options}
Diary of the week: {text} {question} {options}
Here is what I was told. {text} {question} {options}
Find the answer in the report. {text} {question} {options}
{text} Help me remember: {question} {options}
Exam paper B. {text} {question} {options}
Town notices: {text} {question} {options}
{text} Which letter? {question} {options}
The witness wrote: {text} {question} {options}
A short text and a question. {text} {question} {options}
Decide on one option. {question} {options} Text: {text}
Retrieve the detail. {text} {question} {options}
{text} One of the four is right. {question} {options}
Check your memory of this item. {text} {question} {options}
Language course, unit nine. {text} {question} {options}
Text first, question second. {text} {question} {options}
`
  .split('\n')
  .filter((line) => line !== '');
