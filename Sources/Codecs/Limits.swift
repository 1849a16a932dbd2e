/// Bounds of what the codecs accept, each with its reason.
public enum Limits {
    /// Largest amount in hundredths that is read from text: ten million million pesos; who reads a source has a lower bound of
    /// its own.
    public static let amountMax: Int64 = 1_000_000_000_000_000
    /// Most digits of one amount: no program prints more than 40 for a double.
    public static let amountDigitsMax = 64
    /// Digits that cannot pass ``amountMax`` whatever they are, point included.
    static let amountDigitsCommon = 13
    /// Largest decimal exponent: that of a double.
    public static let exponentMax = 400
    /// Deepest nesting of a JSON text; ours nest three deep, and the parser recurses.
    public static let jsonDepthMax = 64
    /// Most entries of an archive: a lender has tens of routes with a few files each.
    public static let archiveEntriesMax = 10_000
    /// Largest expansion of one entry: SQLite files shrink to a tenth at best; a bomb claims a thousandfold.
    public static let archiveRatioMax: UInt64 = 200
    /// Entries smaller than this are exempt from the ratio: a few zero pages are no bomb.
    public static let archiveRatioFloor: UInt64 = 1 << 20
    /// Longest name of an entry: what file systems take as a path.
    public static let archiveNameMax = 1024
    /// Largest central directory that is read: `archiveEntriesMax` entries of a kilobyte each.
    public static let archiveDirectoryMax: UInt64 = 10_000 * 1024
    /// Longest cell of a CSV file: a day's packed log in one cell is under 100 KB.
    public static let csvCellBytesMax = 1 << 20
    /// Longest row of a CSV file, which is held in memory whole: a few packed cells.
    public static let csvRowBytesMax = 4 << 20
    /// Quotation marks of one file that may be opened and never closed; each costs a second look at its row.
    public static let csvFaultsMax = 1_000
    /// Bytes of a CSV file looked at to tell its delimiter: several screens of rows.
    public static let csvSampleBytes = 64 << 10
    /// Rows of a CSV file looked at to tell its delimiter: title rows and enough of what follows.
    public static let csvSampleRows = 100
    /// Most columns of a table: what a sheet of Excel has.
    public static let sheetColumnsMax = 16_384
    /// Most rows of a sheet: what Excel has.
    public static let sheetRowsMax = 1_048_576
    /// Longest tag or text of a workbook's XML: a cell's longest text with each letter as an entity.
    public static let xmlTokenBytesMax = 1 << 20
    /// Deepest nesting of a workbook's XML; sheets nest seven deep.
    public static let xmlDepthMax = 64
    /// Longest text of a cell: Excel holds 32,767 characters, of at most four bytes.
    public static let xlsxTextBytesMax = 128 << 10
    /// Memory that the shared texts of a workbook may take: a hundred thousand clients with ten texts each take a third.
    public static let xlsxStringsBytesMax = 96 << 20
    /// Most sheets of a workbook: a sheet for each route and month of some years.
    public static let xlsxSheetsMax = 1_000
    /// Most cell styles of a workbook: what Excel has.
    public static let xlsxStylesMax = 65_536
    /// XML of one sheet that is written: a part of the archive stays below four gigabytes, which all programs read.
    static let xlsxSheetBytesMax: UInt64 = 3_500_000_000
    /// Longest text of a cell that is written, in units of UTF-16: what Excel holds.
    static let xlsxCellUnitsMax = 32_767
}

extension Limits {
    /// Deepest nesting of a foreign JSON tree: a typed Firestore value takes three levels for each of its own.
    public static let jsonStreamDepthMax = 256
    /// Longest string of a foreign JSON tree: a photograph written as text stays below it.
    public static let jsonStringBytesMax = 32 << 20
    /// Longest number of a foreign JSON text: no program writes more than 400 digits.
    public static let jsonNumberBytesMax = 512
}

extension Limits {
    /// Longest message of a chat that is kept, in bytes: four times what WhatsApp lets people write.
    public static let chatMessageBytesMax = 256 << 10
    /// Longest name of a chat's author, in bytes; what is longer before a colon is text.
    public static let chatAuthorBytesMax = 200
    /// Lines of a message looked at for a receipt; the longest printed tickets have under 40.
    public static let receiptLinesMax = 80
}

extension Limits {
    /// Longest text or blob of an SQL dump: a photograph stays below it.
    public static let sqlTextBytesMax = 32 << 20
    /// Longest name or type of an SQL dump; no engine takes longer ones.
    public static let sqlNameBytesMax = 256
    /// Deepest nesting of functions and brackets in one value of an SQL dump; `sqlite3 .dump` nests three.
    public static let sqlDepthMax = 12
}

extension Limits {
    /// Most members of one gzip file: tools that compress in blocks make one for each 64 KB.
    public static let gzipMembersMax = 200_000
}

extension Limits {
    /// Years of two digits below it are of this century: no lender's book is older than 1980, nor looks past 2079.
    static let shortYearOfCentury = 80
}
