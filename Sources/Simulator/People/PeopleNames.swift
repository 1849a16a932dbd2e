/// Words that invented people and places are made of.
enum PeopleNames {
    static let first = [
        "Gloria", "Wilson", "Fabio", "Elena", "Jorge", "Diego", "Luis", "Rosa", "Marta", "Hernán", "Ana", "Pedro",
        "Carlos", "Iván", "Luz Marina", "Sandra", "Edwin", "Paola", "José Luis", "María Fernanda", "Yeison", "Leidy",
        "Jhon Jairo", "Blanca Nubia", "Óscar", "Ángela", "Germán", "Nelly", "Rubén Darío", "Yolanda", "Fredy",
        "Dora Inés", "Álvaro", "Milena", "Gustavo", "Esperanza", "Wilmer", "Claudia", "Raúl", "Nohora", "Héctor",
        "Adriana", "Camilo", "Ofelia", "Duván", "Yurani", "Efraín", "Mireya", "Libardo", "Sofía",
    ]

    static let last = [
        "Pardo", "Ñáñez", "Cano", "Rojas", "Díaz", "Lara", "Vélez", "Tovar", "O'Higgins", "Gil", "Suárez", "Mejía",
        "Reyes", "Mora", "Ochoa", "Bernal", "Acosta", "Ruiz", "Peña", "Gómez", "Rodríguez", "Muñoz", "Quiñones",
        "Castaño", "Ramírez", "Gutiérrez", "Cárdenas", "Zuluaga", "Restrepo", "Londoño", "Betancur", "Murillo",
        "Mosquera", "Ibargüen", "De la Cruz", "Del Río", "Valencia", "Hurtado", "Salazar", "Patiño", "Cifuentes",
        "Guzmán", "Villamil", "Bohórquez", "Triana", "Lozano", "Barragán", "Trujillo", "Perdomo", "Nieto",
    ]

    static let mobilePrefixes = [
        "300", "301", "304", "310", "311", "312", "313", "315", "316", "318", "320", "321", "350",
    ]

    /// Neighbourhoods of the towns a lender of this kind works in, each town's together.
    static let towns: [[String]] = [
        ["Ricaurte", "El Salado", "El Jordán", "La Isla", "San Antonio", "Centro", "Picaleña", "Belén"],
        [
            "Siloé", "El Diamante", "Aguablanca", "Terrón Colorado", "La Unión", "Mojica", "San Nicolás",
            "Alfonso López",
        ],
        ["Manrique", "Aranjuez", "Castilla", "Robledo", "Villa Hermosa", "Buenos Aires", "Belén Rincón", "San Javier"],
        ["Kennedy", "Patio Bonito", "Bosa", "Suba Rincón", "Usme", "Engativá", "San Cristóbal", "Las Cruces"],
        ["Rebolo", "Las Nieves", "El Bosque", "La Chinita", "Simón Bolívar", "Carrizal", "San Roque", "Boston"],
        ["Kennedy", "Alto de la Cruz", "Santa Helena", "Portachuelo", "Sucre", "La Esperanza", "Gaitán", "Bavaria"],
    ]

    static let notes = [
        "", "", "", "", "paga en la tarde", "tienda de la esquina", "puesto de jugos", "vende \"chance\"; llamar antes",
    ]

    static let reports = ["reportado", "no paga", "se fue del barrio", "mala paga, no prestar"]

    /// Route names by neighbourhood, without accents, fit for a folder.
    static func folderName(of place: String) -> String {
        let plain: [Character: Character] = [
            "á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u", "ñ": "n", "ü": "u", " ": "-",
        ]
        return String(place.lowercased().map { plain[$0] ?? $0 })
    }
}
