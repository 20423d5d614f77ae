/** Version of a decision record. A reader refuses a newer one. Since 2: `live`, `refused`, `attempts`, `undecided`. */
export const DECISION_VERSION = 2;
