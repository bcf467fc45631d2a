//! What the classes of the data sets are called, in class order, in both languages.

/// Of MNIST, and of any data whose classes have no names.
pub const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// Of Fashion-MNIST.
pub const CLOTHES: [&str; 10] =
    ["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"];
pub const CLOTHES_ZH: [&str; 10] = ["T 恤", "裤子", "套衫", "连衣裙", "外套", "凉鞋", "衬衫", "运动鞋", "包", "短靴"];

/// Of CIFAR-10.
pub const PHOTOS: [&str; 10] = ["aeroplane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "lorry"];
pub const PHOTOS_ZH: [&str; 10] = ["飞机", "汽车", "鸟", "猫", "鹿", "狗", "青蛙", "马", "船", "卡车"];
