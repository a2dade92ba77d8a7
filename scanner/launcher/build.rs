//! Compiles the table of system calls (`policy.rs`) into filters for the kernel, seccomp(2), for
//! both processors: `OUT_DIR/PROCESSOR-FILTER.bpf`, an array of `struct sock_filter`.

mod policy;

use policy::Test;
use seccompiler::{sock_filter, BpfMap, TargetArch};
use serde_json::{json, Value};
use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=policy.rs");
    let folder = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    for (processor, target, allowed, refused) in [
        ("x86_64", TargetArch::x86_64, policy::ALLOWED_ON_X86, policy::REFUSED_ON_X86),
        ("aarch64", TargetArch::aarch64, "", ""),
    ] {
        for (name, code) in compile(target, allowed, refused) {
            let path = Path::new(&folder).join(format!("{processor}-{name}.bpf"));
            let bytes: Vec<u8> = code.iter().flat_map(encode).collect();
            std::fs::write(path, bytes).expect("the filter is written");
        }
    }
}

/// Compiles the filters, with what is allowed and refused on this processor alone.
fn compile(target: TargetArch, allowed: &str, refused: &str) -> BpfMap {
    let mut refusals = calls(policy::REFUSED, refused);
    refusals.extend(policy::REFUSED_IF.iter().map(|(call, tests)| {
        let arguments: Vec<Value> = tests.iter().map(argument).collect();
        json!({"syscall": call, "args": arguments})
    }));
    let refuse = |filter: Vec<Value>| {
        let action = json!({"errno": policy::EPERM});
        json!({"mismatch_action": "allow", "match_action": action, "filter": filter})
    };
    let filters = json!({
        "allow": {
            "mismatch_action": {"errno": policy::ENOSYS},
            "match_action": "allow",
            "filter": calls(policy::ALLOWED, allowed),
        },
        "refuse": refuse(refusals),
        "memory": refuse(calls(&[policy::UNCOUNTED_MEMORY], "")),
    });
    seccompiler::compile_from_json(filters.to_string().as_bytes(), target)
        .expect("the table of system calls is valid")
}

fn calls(lists: &[&str], more: &str) -> Vec<Value> {
    let names = lists.iter().flat_map(|list| list.split_whitespace());
    names.chain(more.split_whitespace()).map(|name| json!({"syscall": name})).collect()
}

fn argument(test: &Test) -> Value {
    let (index, operator, value) = match *test {
        Test::Is(index, value) => (index, json!("eq"), value),
        Test::IsNot(index, value) => (index, json!("ne"), value),
        Test::Has(index, bits) => (index, json!({"masked_eq": bits}), bits),
    };
    json!({"index": index, "type": "dword", "op": operator, "val": value})
}

/// `struct sock_filter` of linux/filter.h, in the byte order of both processors.
fn encode(instruction: &sock_filter) -> Vec<u8> {
    let mut bytes = instruction.code.to_le_bytes().to_vec();
    bytes.extend([instruction.jt, instruction.jf]);
    bytes.extend(instruction.k.to_le_bytes());
    bytes
}
