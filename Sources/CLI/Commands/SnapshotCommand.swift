import ArgumentParser
import Codecs
import Lending
import LoanBook
import Reporting

/// `recaudo snapshot`: what was read into a book, and the backup files it was read from.
struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "The syncs of a book, and the backup files that each was read from.",
        subcommands: [List.self, Compare.self, Restore.self]
    )

    /// `recaudo snapshot list`.
    struct List: AsyncParsableCommand {
        private static let limitMax = 1000

        static let configuration = CommandConfiguration(
            abstract: "List what was synced, newest first, with its files."
        )

        @OptionGroup var options: TenantOptions

        @Option(help: "How many, 1 to 1000.")
        var limit = 30

        @Flag(help: "Print the result as JSON.")
        var json = false

        func run() async throws {
            guard (1...Self.limitMax).contains(limit) else {
                throw CommandError(
                    .badValue,
                    es: "--limit: \(limit) no está entre 1 y \(Self.limitMax).",
                    en: "--limit: \(limit) is not between 1 and \(Self.limitMax)."
                )
            }
            let (book, tenant) = try options.open()
            let (snapshots, hasMore) = try book.snapshots(of: tenant.id, limit: limit)
            if json {
                Terminal.out(bytes: SnapshotCommand.json(of: snapshots, hasMore: hasMore) + [0x0A])
            } else {
                Terminal.write(SnapshotCommand.text(of: snapshots))
                if hasMore {
                    Terminal.say(Speech.pick(es: "hay más; use --limit", en: "there are more; use --limit"))
                }
            }
        }
    }

    /// `recaudo snapshot restore`.
    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the files of a snapshot back into a folder, byte for byte.",
            discussion: """
                Each file is checked against the SHA-256 of what was read. Nothing is overwritten; the files are readable \
                by you alone. They hold people's data: keep them as you keep the phone's own backups.
                """
        )

        @OptionGroup var options: TenantOptions

        @Argument(help: "Id of the snapshot (sn_...), from `snapshot list`.")
        var id: String

        @Option(help: "Folder to write to; it is made when it is not there.")
        var to: String

        @Option(help: "Only this file, by its name in `snapshot list`.")
        var file: String?

        @Flag(help: "Print the result as JSON.")
        var json = false

        func run() async throws {
            let (book, tenant) = try options.open()
            let files = try book.restore(SnapshotID(id), tenant: tenant.id, file: file, to: to)
            if json {
                Terminal.out(bytes: SnapshotCommand.json(of: files, snapshot: id, folder: to) + [0x0A])
            } else {
                for file in files { Terminal.out("\(to)/\(file.name)") }
                Terminal.say(
                    Speech.pick(
                        es: "\(files.count) archivo(s) de \(id), comprobados con su SHA-256",
                        en: "\(files.count) file(s) of \(id), checked against their SHA-256"
                    )
                )
            }
        }
    }
}

extension SnapshotCommand {
    /// A line for each snapshot, and one for each of its files below it.
    fileprivate static func text(of snapshots: [SnapshotSummary]) -> String {
        var table = TextTable([.left, .left, .left, .left, .right])
        if Speech.language == .es {
            table.add("copia", "día", "cargada", "origen", "asientos")
        } else {
            table.add("snapshot", "day", "recorded", "source", "log entries")
        }
        for snapshot in snapshots {
            table.add(
                snapshot.id.text,
                snapshot.businessDate?.isoText ?? "-",
                snapshot.recordedAt.rfc3339Text.prefix(16).replacing("T", with: " ") + " UTC",
                snapshot.source,
                snapshot.log.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "-"
            )
            for file in snapshot.files { table.add("  \(file.name)", "\(file.size) B", "", "", "") }
        }
        return table.text(indent: "")
    }

    fileprivate static func json(of snapshots: [SnapshotSummary], hasMore: Bool) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.beginArray("data")
        for snapshot in snapshots { write(snapshot, to: &writer) }
        writer.endArray()
        writer.field("has_more", hasMore)
        writer.endObject()
        return writer.bytes
    }

    private static func write(_ snapshot: SnapshotSummary, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", snapshot.id.text)
        writer.field("source", snapshot.source)
        writer.field("business_date", snapshot.businessDate?.isoText)
        writer.field("recorded_at", snapshot.recordedAt.rfc3339Text)
        writer.field(snapshot.records)
        writer.field(log: snapshot.log)
        write(snapshot.files, to: &writer)
        writer.endObject()
    }

    fileprivate static func json(of files: [ArchivedFile], snapshot: String, folder: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("snapshot", snapshot)
        writer.field("folder", folder)
        write(files, to: &writer)
        writer.endObject()
        return writer.bytes
    }

    private static func write(_ files: [ArchivedFile], to writer: inout JSONWriter) {
        writer.beginArray("files")
        for file in files {
            writer.beginObject()
            writer.field("name", file.name)
            writer.field("size", file.size)
            writer.field("sha256", Hex.encode(file.sha256))
            writer.endObject()
        }
        writer.endArray()
    }
}
