/** A document to be printed, whole: it loads nothing, and what would run in it does not. */
export interface PrintedPage {
  /** HTML with its styles inside. */
  readonly html: string;
  /** HTML at the foot of each page: the elements of class `pageNumber` and `totalPages` are filled in. */
  readonly foot: string;
}

/** Makes PDF of documents: tagged, with an outline of their headings, in black and white as they are styled for print. */
export interface PagePrinter extends AsyncDisposable {
  /**
   * Gives the PDF of a document, on A4. So many at a time, the others in the order in which they came.
   * @throws {PrintError} where there is no browser, too many wait already, or it takes too long
   */
  print(page: PrintedPage): Promise<Uint8Array<ArrayBuffer>>;
}
