import ArgumentParser
import Codecs
import Lending
import LoanBook
import Machine
import Reporting

/// `recaudo key`: the keys that programs read the book with.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "API keys: shown once, stored hashed, scoped, one tenant each.",
        subcommands: [Create.self, List.self, Revoke.self]
    )

    /// `recaudo key create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a key and show it once.",
            discussion: "Scopes: \(APIScope.allCases.map(\.rawValue).joined(separator: ", ")). "
                + "Without --scope a key gets all but personal:read."
        )

        @OptionGroup var options: TenantOptions

        @Option(help: "What the key is for.")
        var label: String

        @Option(help: "A scope; may be given several times, or several divided by commas.")
        var scope: [String] = []

        @Option(help: "Days after which the key ends (default: never).")
        var expiresInDays: Int?

        @Flag(help: "Print the result as JSON.")
        var json = false

        func run() async throws {
            let (book, tenant) = try options.open()
            let scopes = scope.isEmpty ? Set(APIScope.standard) : try scopes()
            let (key, text) = try APIKeys(book.database).create(
                tenant: tenant.id,
                label: label,
                scopes: scopes,
                expiresAt: try expiry()
            )
            if json {
                Terminal.out(bytes: KeyCommand.json(of: key, text: text.text) + [0x0A])
            } else {
                Terminal.out(text.text)
                Terminal.say(
                    Speech.pick(
                        es: "llave \(key.id) de \(tenant.name): \(key.scopeText). No se vuelve a mostrar; "
                            + "guárdela bien.",
                        en: "key \(key.id) for \(tenant.name): \(key.scopeText). It is not shown again; keep it safe."
                    )
                )
            }
        }

        private func scopes() throws -> Set<APIScope> {
            let names = scope.flatMap { $0.split(whereSeparator: { $0 == "," || $0 == " " }) }
            return try APIScope.list(names.joined(separator: " "))
        }

        private func expiry() throws -> Instant? {
            guard let expiresInDays else { return nil }
            guard (1...3650).contains(expiresInDays) else {
                throw CommandError(
                    .badValue,
                    es: "--expires-in-days: \(expiresInDays) no está entre 1 y 3650.",
                    en: "--expires-in-days: \(expiresInDays) is not between 1 and 3650."
                )
            }
            return Instant(microseconds: currentInstant().microseconds + Int64(expiresInDays) * 86_400_000_000)
        }
    }

    /// `recaudo key list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the keys of a tenant, without their texts.")

        @OptionGroup var options: TenantOptions

        @Flag(help: "Print the result as JSON.")
        var json = false

        func run() async throws {
            let (book, tenant) = try options.open()
            let keys = try APIKeys(book.database).list(tenant: tenant.id)
            if json {
                Terminal.out(bytes: JSONLines.data(keys.map { KeyCommand.json(of: $0, text: nil) }))
            } else {
                Terminal.write(KeyCommand.table(of: keys, at: currentInstant()))
            }
        }
    }

    /// `recaudo key revoke`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a key at once.")

        @OptionGroup var options: TenantOptions

        @Argument(help: "Id of the key (ky_...), from `key list`.")
        var id: String

        func run() async throws {
            let (book, tenant) = try options.open()
            try APIKeys(book.database).revoke(id, tenant: tenant.id)
            Terminal.out(Speech.pick(es: "revocada \(id)", en: "revoked \(id)"))
        }
    }

    /// Every key with its state, its end and its last use.
    private static func table(of keys: [APIKeyRecord], at now: Instant) -> String {
        var table = TextTable([.left, .left, .left, .left, .left, .left, .left])
        if Speech.language == .es {
            table.add("id", "llave", "estado", "vence", "último uso", "etiqueta", "permisos")
        } else {
            table.add("id", "key", "state", "expires", "last used", "label", "scopes")
        }
        let never = Speech.pick(es: "nunca", en: "never")
        for key in keys {
            table.add(
                key.id,
                key.prefix + "...",
                state(of: key, at: now),
                key.expiresAt.map(minute) ?? never,
                key.lastUsedAt.map(minute) ?? never,
                key.label,
                key.scopeText
            )
        }
        return table.text(indent: "")
    }

    private static func state(of key: APIKeyRecord, at now: Instant) -> String {
        if key.revokedAt != nil { return Speech.pick(es: "revocada", en: "revoked") }
        return key.isGood(at: now)
            ? Speech.pick(es: "vigente", en: "good") : Speech.pick(es: "vencida", en: "expired")
    }

    /// A moment to the minute, which is how closely uses are noted.
    private static func minute(_ instant: Instant) -> String {
        instant.rfc3339Text.prefix(16).replacing("T", with: " ") + " UTC"
    }

    private static func json(of key: APIKeyRecord, text: String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("id", key.id)
        if let text { writer.field("key", text) }
        writer.field("label", key.label)
        writer.field("prefix", key.prefix)
        writer.field("scopes", key.scopes.map(\.rawValue).sorted())
        writer.field("created_at", key.createdAt.rfc3339Text)
        writer.field("expires_at", key.expiresAt?.rfc3339Text)
        writer.field("revoked_at", key.revokedAt?.rfc3339Text)
        writer.field("last_used_at", key.lastUsedAt?.rfc3339Text)
        writer.endObject()
        return writer.bytes
    }
}
