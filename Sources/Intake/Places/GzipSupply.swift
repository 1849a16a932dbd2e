import Codecs

/// The files of another supply, those that end in `.gz` unpacked while they are read and named without that ending.
///
/// It counts what it unpacks, so that many small bombs are no better than a large one.
final class GzipSupply: FileSupply {
    let files: [SuppliedFile]
    private let packed: any FileSupply
    private let isPacked: Set<Int>
    private var unpackedBytes: Int64 = 0

    var name: String { packed.name }
    var isFolder: Bool { packed.isFolder }

    /// The files of `supply`; one that stands there unpacked as well keeps its own name.
    init(_ supply: any FileSupply) {
        packed = supply
        let paths = Set(supply.files.map { $0.path.lowercased() })
        var isPacked: Set<Int> = []
        files = supply.files.map { file in
            let name = String(file.name.dropLast(3))
            guard file.name.lowercased().hasSuffix(".gz"), !name.isEmpty else { return file }
            let unpacked = SuppliedFile(folders: file.folders, name: name, bytes: file.bytes, index: file.index)
            guard !paths.contains(unpacked.path.lowercased()) else { return file }
            isPacked.insert(file.index)
            return unpacked
        }
        self.isPacked = isPacked
    }

    func read(_ file: SuppliedFile, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard isPacked.contains(file.index), let source = packed.files.first(where: { $0.index == file.index }) else {
            return try packed.read(file, sink)
        }
        do {
            let stream = try GunzipStream(bytesMax: UInt64(Limits.fileBytesMax))
            try packed.read(source) { piece in
                try stream.feed(piece) { bytes in
                    unpackedBytes += Int64(bytes.count)
                    guard unpackedBytes <= Limits.archiveBytesMax else {
                        throw GzipError.tooLarge(max: UInt64(Limits.archiveBytesMax))
                    }
                    try sink(bytes)
                }
            }
            try stream.finish()
        } catch let error as GzipError {
            throw IntakeError(.archiveRefused, "\(source.path) is refused. \(error.description)")
        }
    }
}
