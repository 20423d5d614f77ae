/** Where `record` puts responses, relative to the folder of the project, unless told otherwise. */
export const DEFAULT_CACHE = '.signalbox/responses.sqlite';
