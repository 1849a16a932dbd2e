/// Tells whether a set of files is of a layout that a shipped profile describes.
public enum LayoutRecognition {
    /// The word for a layout that no shipped profile describes.
    public static let unknown = "unknown"

    /// The name of the shipped profile whose files, tables and required columns are all there; ``unknown`` when none is.
    /// - Throws: ``IntakeError``, or ``ProfileError`` when a shipped profile is broken.
    public static func layout(of readers: [any SourceReader]) throws -> String {
        for name in ProfileCatalog.names where try fits(ProfileCatalog.shipped(name), readers) { return name }
        return unknown
    }

    private static func fits(_ profile: Profile, _ readers: [any SourceReader]) throws -> Bool {
        for file in profile.files where file.isRequired && reader(of: file, readers) == nil { return false }
        for file in profile.files where try !sheetsFit(profile, file, readers) { return false }
        for record in profile.records.values where record.table.isOneName || record.table.field != nil {
            guard let file = profile.file(record.file), let reader = reader(of: file, readers) else { continue }
            guard let table = reader.tableNames.first(where: { record.table.matches($0) }) else {
                guard record.isOptional || record.table.field != nil else { return false }
                continue
            }
            let columns = ColumnNames(try reader.columns(of: table))
            for field in record.fields where field.isRequired || field.isColumnRequired {
                guard case .column(let names) = field.origin else { continue }
                if columns.first(of: names) == nil { return false }
            }
        }
        return true
    }

    /// Whether tables that are read whatever they are called are sheets of which every column is known: what else a file
    /// of another program holds would be lost without a word.
    private static func sheetsFit(_ profile: Profile, _ file: ProfileFile, _ all: [any SourceReader]) throws -> Bool {
        let records = SheetColumns.records(of: profile, in: file.role)
        guard !records.isEmpty else { return true }
        for reader in all {
            guard reader is CSVReader || reader is XLSXReader else { return false }
            for table in reader.tableNames where try !SheetColumns.unknown(to: records, in: table, of: reader).isEmpty {
                return false
            }
        }
        for record in records where !record.isOptional {
            let isHeld = try all.contains { reader in
                try reader.tableNames.contains { try SheetColumns.holds(record, $0, of: reader) }
            }
            if !isHeld { return false }
        }
        return true
    }

    /// The reader of the file that plays a role: by its name, and by the tables it must hold.
    private static func reader(of file: ProfileFile, _ readers: [any SourceReader]) -> (any SourceReader)? {
        readers.first { reader in
            let name = reader.fileName.split(separator: "/").last.map(String.init) ?? reader.fileName
            return file.name.matches(name)
                && file.must.allSatisfy { pattern in reader.tableNames.contains { pattern.matches($0) } }
        }
    }
}
