import ArgumentParser
import Codecs
import Lending
import LoanBook
import Machine
import Reporting

/// `recaudo tenant`: lenders, each with a book of its own.
struct TenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant",
        abstract: "Lenders, each with a book of its own.",
        subcommands: [Create.self, List.self]
    )

    /// `recaudo tenant create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create a lender with an empty book.")

        @OptionGroup var options: BookOptions

        @Argument(help: "Name of the lender.")
        var name: String

        @Option(help: "ISO 4217 code of the currency of all its money.")
        var currency = "COP"

        @Option(help: "Time zone of its business days, by its IANA name.")
        var timeZone = "America/Bogota"

        @Flag(help: "Print the result as JSON.")
        var json = false

        func run() async throws {
            // A wrong word is refused before a database is made for it.
            try Book.checkTenant(name: name, currency: currency, timeZone: timeZone)
            let book = try options.open(createIfMissing: true)
            let tenant = try book.createTenant(name: name, currency: currency, timeZone: timeZone, clock: SystemClock())
            if json {
                Terminal.out(bytes: TenantCommand.json(of: tenant) + [0x0A])
            } else {
                let what = "\(tenant.name) (\(tenant.id.text), \(tenant.currency), \(tenant.timeZone))"
                Terminal.out(Speech.pick(es: "empresa creada: \(what)", en: "created tenant \(what)"))
            }
        }
    }

    /// `recaudo tenant list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the lenders of the book.")

        @OptionGroup var options: BookOptions

        @Flag(help: "Print the result as JSON.")
        var json = false

        func run() async throws {
            let tenants = try options.open().tenants()
            if json {
                Terminal.out(bytes: JSONLines.data(tenants.map(TenantCommand.json(of:))))
            } else {
                Terminal.write(TenantCommand.table(of: tenants))
            }
        }
    }

    private static func table(of tenants: [TenantRecord]) -> String {
        var table = TextTable([.left, .left, .left, .left, .right])
        if Speech.language == .es {
            table.add("empresa", "id", "moneda", "zona horaria", "asientos")
        } else {
            table.add("tenant", "id", "currency", "time zone", "log entries")
        }
        for tenant in tenants {
            table.add(tenant.name, tenant.id.text, tenant.currency, tenant.timeZone, String(tenant.lastSeq))
        }
        return table.text(indent: "")
    }

    private static func json(of tenant: TenantRecord) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("id", tenant.id.text)
        writer.field("name", tenant.name)
        writer.field("currency", tenant.currency)
        writer.field("time_zone", tenant.timeZone)
        writer.field("created_at", tenant.createdAt.rfc3339Text)
        writer.field("log_seq", tenant.lastSeq)
        writer.endObject()
        return writer.bytes
    }
}

/// Lists of rendered objects.
enum JSONLines {
    /// `{"data":[…]}` and a line feed.
    static func data(_ objects: [[UInt8]]) -> [UInt8] {
        Array(#"{"data":["#.utf8) + objects.joined(separator: [0x2C]) + Array("]}\n".utf8)
    }
}
