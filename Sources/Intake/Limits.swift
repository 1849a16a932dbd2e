/// The limits of reading foreign files, each with the reason for its number.
enum Limits {
    /// Largest file that is read: a phone's whole store is under 100 MB, a year of a large office under 2 GB.
    static let fileBytesMax: Int64 = 8 << 30
    /// Largest total that an archive may unpack to; the private copy must fit on an ordinary disk.
    static let archiveBytesMax: Int64 = 16 << 30
    /// Routes in one sync: lenders seen in the trade run under a hundred.
    static let routesMax = 2_000
    /// Depth of folders searched below the path that was given: path / route / files, and one for wrapping.
    static let folderDepthMax = 3
    /// Entries looked at in one folder, so that a wrong path (a home folder, a mail store) ends quickly.
    static let folderEntriesMax = 20_000

    /// Age from which a private folder without a lock is abandoned; its owner takes the lock at once.
    static let lockSecondsMax: Int64 = 3_600

    /// Largest value or row SQLite may hand out; photographs in unmapped tables stay below it.
    static let cellBytesMax: Int32 = 64 << 20
    /// Tables in one file: one per client in some layouts, and routes hold under 1,000 clients.
    static let tablesMax = 250_000
    /// Instructions of one statement: the integrity check takes some 25 for each table, of which a file may hold
    /// ``tablesMax``.
    static let programStepsMax: Int32 = 10_000_000
    /// Columns in one table; the layouts seen have under 40.
    static let columnsMax: Int32 = 500
    /// Virtual-machine steps SQLite may take per byte of the file.
    ///
    /// An honest row of n columns costs about 5n steps and at least 2n bytes; the budget is counted in steps, not
    /// seconds, so one file gets one answer everywhere.
    static let stepsPerByte: Int64 = 50
    /// Steps granted to the smallest file.
    static let stepsMin: Int64 = 5_000_000

    /// Longest text kept of one cell, in UTF-8 bytes: addresses and notes are short, and rows reach a browser.
    static let textBytesMax = 4_000
    /// Largest amount of a cell and largest total of a loan, in minor units: 100 thousand million main units, a hundred times what a
    /// route has in the street, and sums of 900,000 of them are still exact.
    static let amountMinorMax: Int64 = 10_000_000_000_000
    /// Largest flat rate, in hundredths of a percent: 1,000 %; the trade charges 10 to 40.
    static let rateBasisPointsMax = 100_000
    /// Most days forgiven on one loan: ten years.
    static let forgivenDaysMax = 3_660
    /// Largest count or row number that is mapped.
    static let integerMax: Int64 = 1 << 53
    /// Earliest and latest year of a business day; a date outside is a typing or damage, not a loan.
    static let years = 1980...2199

    /// Bytes of rows being put in order that stay in memory; the rest waits in the temporary folder.
    static let stageCacheBytes = 32 << 20

    /// Records dated in the future that are slips of the pen in any copy, however small; with more the clock is wrong.
    static let slipsMin = 3
    /// One in so many records may be such a slip.
    static let slipsShare = 50

    /// Customers by which a route under a new name is recognised; half of them decide, so two dozen are as good as all.
    static let sampleClients = 24
    /// Customers of the sample that are asked for first; a route that holds under a quarter of them is another.
    static let sampleProbes = 12

    /// Rejects listed one by one; all are counted.
    static let rejectsListedMax = 1_000
    /// Notices listed; past it a last one says how many more there were.
    static let noticesListedMax = 200
    /// Characters of a cell quoted in a reject.
    static let quoteCharactersMax = 40
    /// Names of tables or columns listed in one notice.
    static let namesListedMax = 20

    /// Largest profile text: the longest shipped one is under 10 KB.
    static let profileBytesMax = 256 << 10

    /// Rows of a sheet among which its header is looked for: titles, day, route and filters stand above it.
    static let headerRowsMax = 30
    /// Rows of a sheet looked at for its header and its width.
    static let headerSampleRows = 80
    /// Rows below a header that are compared with it.
    static let headerFollowersMax = 20
    /// Longest name of a column, in bytes; what is longer is a note or a cell of data.
    static let headerNameBytesMax = 120
    /// Largest total that a workbook may unpack to: a full sheet of forty columns takes under three gigabytes.
    static let workbookBytesMax: UInt64 = 4 << 30
}

extension Limits {
    /// Different values of a column that an inspection keeps before it samples: half of it settles an inclusion to a percent.
    static let sketchValuesMax = 8_192
    /// Different short values a column may have to be a list of states or kinds; lists seen have under 20.
    static let labelsMax = 40
    /// Cells of one table that an inspection keeps to try arithmetic on: a thousand rows of forty columns.
    static let sampleCellsMax = 40_000
    /// Bytes of a text that such a cell keeps; packed payments show their form in fewer.
    static let sampleTextBytesMax = 600
    /// Tables of a file by which files of one kind are told, where there is one per customer.
    static let familySampleMax = 2_000
    /// Rows of a table between two others that an inspection keeps; instalments of a large office are fewer.
    static let linkRowsMax = 3_000_000
    /// Loans that arithmetic is tried on: a share of one in a thousand rows shows.
    static let bundleLoansMax = 1_000
    /// Payments of those loans.
    static let bundleRowsMax = 100_000
    /// Columns of one loan that arithmetic is tried on; pairs are tried, so the work grows with the square.
    static let amountColumnsMax = 16
    /// Files that are inspected together: one route's, or one sheet a month for some years.
    static let inspectedFilesMax = 100
}

extension Limits {
    /// Places of a JSON tree that differ in shape: the widest exports seen have a few hundred, once ids are left out.
    static let jsonShapesMax = 60_000
    /// Objects under names of their own in one object of a JSON tree; beyond it the names are ids.
    static let jsonNamedObjectsMax = 256
    /// The same when shapes run out.
    static let jsonNamedObjectsTight = 16
    /// Longest list of plain values kept as the text of one cell.
    static let jsonListBytesMax = 64 << 10
    /// Largest row of a text format, all asked-for cells together; it is held in memory.
    static let rowBytesMax = 64 << 20
    /// Bytes read from a file at once.
    static let pieceBytes = 1 << 20
}

extension Limits {
    /// Receipts of one chat, remembered by a hash each: twenty years of a busy route.
    static let chatReceiptsMax = 3_000_000
    /// Receipts held against the books in one sync; each takes about 500 bytes until it is written.
    static let receiptsMax = 200_000
}

extension Limits {
    /// Fingerprints of tickets that a route's scan keeps as they are: thirty years of a busy route in 16 MB.
    static let ticketsExactMax = 1_500_000
    /// Bytes of the filter that holds them beyond that: twenty million tickets make ten thousand of them look repeated.
    static let ticketFilterBytes = 48 << 20
    /// Bits of the filter that a ticket sets.
    static let ticketFilterProbes = 6

    /// Bytes of an SQL dump looked at to tell whose it is: its comments and first statements.
    static let dumpHeadBytes = 64 << 10
}

extension Limits {
    /// Seconds without a change after which a copy counts as written: clients write in bursts of under a second.
    static let settleSeconds = 5
    /// Seconds that the rest of a copy is waited for: two files of one phone come minutes apart over a slow line.
    static let patienceSeconds = 600
    /// Longest wait that may be asked for, in seconds: a day.
    static let waitSecondsMax = 86_400
    /// Seconds to the first new try after a full disk or a busy database.
    static let retrySecondsMin: Int64 = 5
    /// Longest time between two tries, in seconds.
    static let retrySecondsMax: Int64 = 300
}

extension Limits {
    /// Tables of one customer each that are looked at for their columns: they are made by one program.
    static let shapeFamilySample = 20
    /// Tables of a file whose shape is kept; the layouts seen have under 40.
    static let shapeTablesMax = 500
    /// First rows of a sheet by which the kind of a column is told.
    static let shapeRows = 50
    /// Values among them that settle it.
    static let shapeValuesMin = 5
}
