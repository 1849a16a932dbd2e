import Lending

extension Inspector {
    /// Inspects what is at `path`: a file, or a folder or archive of one source's files.
    ///
    /// The files are copied to a private folder first, so that they cannot change while they are read.
    /// - Throws: ``IntakeError`` with one line when nothing there can be read.
    public static func inspect(path: String, temporaryFolder: String? = nil) throws -> InspectionReport {
        let supply = try RouteLocator.supply(at: path)
        let folder = try PrivateFolder(in: temporaryFolder)
        let readers = try readers(of: supply, in: folder)
        let layout = try LayoutRecognition.layout(of: readers)
        let known = try layout == LayoutRecognition.unknown ? nil : ProfileCatalog.shipped(layout)
        if let profile = known, !profile.isBook {
            return try InspectionReport(receipts: profile, readers, path: path, temporaryFolder)
        }
        var report = try withExtendedLifetime(folder) {
            try inspect(readers, layout: layout, name: draftName(supply, path))
        }
        if let known { try report.take(known, readers) }
        try report.takeTotals(of: path, temporaryFolder)
        return report
    }

    static func readers(of supply: any FileSupply, in folder: PrivateFolder) throws -> [any SourceReader] {
        let files = supply.files.filter { file in
            !RouteLocator.journalEndings.contains { file.name.hasSuffix($0) }
        }
        let promising = files.count == 1 ? files : files.filter { SourceFile.isPromising($0.name) }
        guard promising.count <= Limits.inspectedFilesMax else {
            throw IntakeError(
                .tooLarge,
                "\(supply.name) holds over \(Limits.inspectedFilesMax) files. Give the folder of one route."
            )
        }
        var readers: [any SourceReader] = []
        var firstFault: IntakeError?
        for file in promising {
            let copy = try folder.write(
                named: file.path,
                role: "\(readers.count)",
                bytesMax: Limits.fileBytesMax,
                modified: file.modified
            ) { sink in try supply.read(file) { try sink($0) } }
            do {
                readers.append(try SourceFile.open(path: copy.path, fileName: copy.name, as: .any))
            } catch let error as IntakeError {
                // One foreign file beside readable ones is no reason to stop; alone it is.
                firstFault = firstFault ?? error
            }
        }
        guard !readers.isEmpty else {
            throw firstFault
                ?? IntakeError(.noRoutes, "\(supply.name) holds no file that can be read. Give a backup or a table.")
        }
        return readers
    }

    /// A name for the draft, of letters, digits and dashes.
    private static func draftName(_ supply: any FileSupply, _ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? supply.name
        let bare = last.split(separator: ".").first.map(String.init) ?? last
        let name = NameWords.pieces(bare).filter { $0.utf8.allSatisfy { $0 < 0x80 } }.joined(separator: "-")
        return name.first?.isLetter == true ? name : "my-source"
    }
}

extension InspectionReport {
    /// Takes the totals from the intake itself, which reads the files by the profile as a sync would; where it refuses,
    /// the count of the analysis stands and a question says why.
    fileprivate mutating func takeTotals(of path: String, _ temporaryFolder: String?) throws {
        do {
            let profile = try Profile(yaml: profileYAML, file: "draft.yaml")
            totals = InspectedTotals(
                try DryRun(SourceCopy(of: path, profile: profile, temporaryFolder: temporaryFolder))
            )
        } catch {
            questions.append(
                InspectedQuestion(
                    id: "draft_refused",
                    question: InspectionText(
                        es: "El borrador todavía no sirve para sync, y los totales son un conteo aparte: \(error)",
                        en: "The draft does not yet serve a sync, and the totals are a count of their own: \(error)"
                    ),
                    choices: ["correct the draft"],
                    assumed: "correct the draft"
                )
            )
        }
    }
}

extension InspectedTotals {
    fileprivate init(_ run: DryRun) {
        customers = run.customers
        loans = run.loans
        activeLoans = run.activeLoans
        principal = run.principal.minorUnits
        outstanding = run.outstanding.minorUnits
        payments = run.payments
        paid = run.paid.minorUnits
    }
}
