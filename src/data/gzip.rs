//! Where the members of a gzip file may end. A file of several is several files one after the other (RFC 1952, section 2.2),
//! as `pigz -i`, `bgzip` and `cat a.gz b.gz` write them; browsers unpack one at a time.

/// The magic number and the method, deflate.
const HEADER: [u8; 3] = [0x1f, 0x8b, 8];
/// Header, an empty block, checksum and length.
const SMALLEST_MEMBER: usize = 10 + 2 + 8;

/// Every place at which another member may begin, and the end. Packed bytes can look like a header by chance: one in sixteen
/// million places does, and only unpacking tells.
pub fn possible_ends(packed: &[u8]) -> impl Iterator<Item = usize> {
    let begins = |place: &usize| {
        let header = &packed[*place..];
        // The upper flags are always 0; compressors write 0, 2 or 4 as their effort.
        header.starts_with(&HEADER) && matches!(header.get(3..9), Some(&[0..=0x1f, _, _, _, _, 0 | 2 | 4]))
    };
    (SMALLEST_MEMBER..packed.len()).filter(begins).chain(std::iter::once(packed.len()))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::io::{Read, Write};

    use flate2::Compression;
    use flate2::bufread::GzDecoder;
    use flate2::write::GzEncoder;

    use super::*;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(bytes).and_then(|()| packer.finish()).expect("writing to memory succeeds")
    }

    #[test]
    fn members_are_cut_where_they_end() {
        let parts = [&b"first"[..], b"", b"third, third, third"];
        let members: Vec<Vec<u8>> = parts.iter().map(|part| pack(part)).collect();
        let packed = members.concat();
        let mut start = 0;
        for (end, part) in possible_ends(&packed).zip(parts) {
            let mut unpacked = Vec::new();
            GzDecoder::new(&packed[start..end]).read_to_end(&mut unpacked).unwrap();
            assert_eq!(unpacked, part);
            start = end;
        }
        assert_eq!(start, packed.len());
    }

    #[test]
    fn one_member_ends_with_the_file() {
        assert_eq!(possible_ends(&pack(b"alone")).collect::<Vec<_>>(), [pack(b"alone").len()]);
        assert_eq!(possible_ends(&[]).collect::<Vec<_>>(), [0]);
        // What looks like a header, and is not one, is an end that unpacking refuses.
        let looks_so = [&pack(b"a")[..], &HEADER, &[0; 6]].concat();
        assert_eq!(possible_ends(&looks_so).count(), 2);
    }
}
