import ArgumentParser
import Foundation
import Lending
import LoanBook
import Machine
import Storage

/// The flags that say which book a command works on.
struct BookOptions: ParsableArguments {
    @Option(help: "sqlite:PATH or postgres://... (default sqlite:./recaudo.db).")
    var database: String?

    @Option(help: "Settings file (default recaudo.yaml, if it is there).")
    var config: String?

    @OptionGroup var speech: SpeechOptions

    /// Settings under these flags.
    func settings() throws -> Settings {
        try Settings(path: config)
    }

    /// Where the book is.
    func url() throws -> DatabaseURL {
        try DatabaseURL.parse(try settings().value("database", flag: database) ?? "sqlite:./recaudo.db")
    }

    /// Opens the database and brings its schema up to date.
    func open(createIfMissing: Bool = false) throws -> Book {
        let book = Book(database: try Database.open(url: try url(), createIfMissing: createIfMissing))
        try book.prepare(clock: SystemClock())
        return book
    }
}

/// The flags of a command that works on one tenant's book.
struct TenantOptions: ParsableArguments {
    @OptionGroup var book: BookOptions

    @Option(help: "Name of the lender (default: the only one of the book).")
    var tenant: String?

    /// Opens the book and finds the tenant in it.
    func open() throws -> (book: Book, tenant: TenantRecord) {
        let opened = try book.open()
        return (opened, try find(in: opened))
    }

    /// Opens the book and finds the tenant in it, and makes what is not there.
    func openOrCreate() throws -> (book: Book, tenant: TenantRecord) {
        guard let name = try name() else {
            throw CommandError(
                .tenantNotNamed,
                es: "Para crear la empresa hace falta su nombre: agregue --tenant NOMBRE.",
                en: "--create needs the lender's name: add --tenant NAME."
            )
        }
        let opened = try book.open(createIfMissing: true)
        do {
            return (opened, try opened.createTenant(name: name, clock: SystemClock()))
        } catch LoanBookError.tenantExists {
            return (opened, try opened.tenant(named: name))
        }
    }

    /// The name given by flag or setting, if any.
    func name() throws -> String? {
        try book.settings().value("tenant", flag: tenant)
    }

    private func find(in book: Book) throws -> TenantRecord {
        if let name = try name() { return try book.tenant(named: name) }
        let tenants = try book.tenants()
        if let only = tenants.first, tenants.count == 1 { return only }
        if tenants.isEmpty {
            throw CommandError(
                .tenantNotNamed,
                es: "El libro todavía no tiene ninguna empresa. Cargue una copia con --tenant NOMBRE --create.",
                en: "The book has no tenant yet. Sync a backup with --tenant NAME --create."
            )
        }
        let names = tenants.map(\.name).joined(separator: ", ")
        throw CommandError(
            .tenantNotNamed,
            es: "El libro tiene varias empresas. Elija una con --tenant: \(names).",
            en: "The book has several tenants. Name one with --tenant: \(names)."
        )
    }
}

/// A business day given on the command line.
struct DayArgument: ExpressibleByArgument {
    /// How a day is written.
    static let form = "yyyy-MM-dd"

    /// What the parser offers in place of a day it cannot read.
    static var allValueStrings: [String] { [form] }

    let day: CivilDate

    init?(argument: String) {
        guard let day = CivilDate(iso: argument) else { return nil }
        self.day = day
    }
}

/// The clock of the machine, read as an instant.
func currentInstant() -> Instant {
    Instant(microseconds: SystemClock().microseconds())
}
