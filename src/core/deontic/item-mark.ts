/** What stands before an item's own words: its mark and number. */
export const itemMark = /^[\s*_•·\-–—]*(?:\(?[\da-z]{1,4}[.)]\s*)*[\s*_]*/i;
