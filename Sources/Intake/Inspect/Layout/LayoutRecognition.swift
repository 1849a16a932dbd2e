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
        for record in profile.records.values {
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

    /// The reader of the file that plays a role: by its name, and by the tables it must hold.
    private static func reader(of file: ProfileFile, _ readers: [any SourceReader]) -> (any SourceReader)? {
        readers.first { reader in
            let name = reader.fileName.split(separator: "/").last.map(String.init) ?? reader.fileName
            return file.name.matches(name)
                && file.must.allSatisfy { pattern in reader.tableNames.contains { pattern.matches($0) } }
        }
    }
}
